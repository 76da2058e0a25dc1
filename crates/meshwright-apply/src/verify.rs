//! Does the mesh do what was predicted?
//!
//! That an istiod calls a cluster synced is never proof: after a remote secret was replaced by a
//! wrong one and then by the right one, it says so and sends nobody any endpoint of that cluster.
//! So the lists that proxies were sent are looked at, and requests are made.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use meshwright_core::catalog::facts::names::ROOT_CONFIG_MAP;
use meshwright_core::diag::{Text, text};
use meshwright_core::model::{CaKind, ClusterIndex, DataPlane, Role};
use meshwright_core::pki::Certificate;
use meshwright_core::plan::istio::SAMPLE_NAMESPACE;
use meshwright_core::plan::manifest::SampleServices;
use meshwright_core::plan::{Op, Plan, Probe, Target};
use serde_json::Value;

use crate::clock::Clock;
use crate::executor::Watch;
use crate::interrupt::{Interrupt, Urgency};
use crate::ops::ToolExecutor;
use crate::ops::at::At;
use crate::ops::probes::is_answer_of;
use crate::outcome::Failure;
use crate::tools::Effect;

/// How long a check may take.
const LIMIT: Duration = Duration::from_mins(1);

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Whether istiod calls the other clusters synced.
    Synced,
    /// Whether workloads trust the mesh's root.
    Root,
    /// Whether proxies were sent endpoints.
    Endpoints,
    /// Whether requests are answered.
    Requests,
}

impl Subject {
    /// The word for it in JSON and JUnit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Synced => "synced",
            Self::Root => "root",
            Self::Endpoints => "endpoints",
            Self::Requests => "requests",
        }
    }
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As predicted.
    Passed,
    /// Not as predicted.
    Failed {
        /// What is different, and what to do.
        text: Text,
        /// What a program said.
        detail: String,
    },
    /// It could not be looked at from here.
    Skipped(Text),
}

/// A check and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it is about.
    pub subject: Subject,
    /// The cluster that was asked.
    pub from: String,
    /// The cluster that was asked about; empty where it is about the first alone.
    pub to: String,
    /// What came of it.
    pub verdict: Verdict,
    /// How long it took.
    pub took: Duration,
}

/// Compares the mesh with what was predicted; `heard` is told of each check.
pub fn verify(
    executor: &ToolExecutor<'_>,
    plan: &Plan,
    clock: &dyn Clock,
    interrupt: &Interrupt,
    heard: &mut dyn FnMut(&Check),
) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut look = |subject: Subject,
                    index: ClusterIndex,
                    to: &str,
                    check: &dyn Fn(&At<'_>) -> Result<Verdict, Failure>| {
        if interrupt.urgency() != Urgency::None {
            return;
        }
        let begun = clock.now();
        let watch = Watch {
            clock,
            interrupt,
            until: begun + LIMIT,
            waiting: &|_| {},
        };
        let Some(at) = executor.at_index(index, &watch) else {
            return;
        };
        let verdict = check(&at).unwrap_or_else(|failure| Verdict::Failed {
            text: failure.text,
            detail: failure.detail,
        });
        let check = Check {
            subject,
            from: at.cluster.name.to_string(),
            to: to.to_owned(),
            verdict,
            took: clock.now().saturating_sub(begun),
        };
        heard(&check);
        checks.push(check);
    };
    for step in &plan.steps {
        if let (Op::Probe(Probe::RemoteClusters { .. }), Target::Cluster(index)) =
            (&step.op, step.on)
        {
            for (other, cluster) in executor.mesh.clusters() {
                if other != index && cluster.role != Role::External {
                    let name = cluster.name.as_str();
                    look(Subject::Synced, index, name, &|at| synced(at, name));
                }
            }
        }
    }
    let expected = expected_root(executor);
    for (index, cluster) in executor.mesh.clusters() {
        if cluster.role != Role::External && executor.mesh.ca.kind == CaKind::PluggedIn {
            look(Subject::Root, index, "", &|at| {
                root(at, expected.as_deref())
            });
        }
    }
    let gateways = gateway_addresses(executor, plan, clock, interrupt);
    for step in &plan.steps {
        let (Op::Probe(Probe::Requests { answered_by }), Target::Cluster(index)) =
            (&step.op, step.on)
        else {
            continue;
        };
        for name in answered_by.iter() {
            let Some(to) = executor.mesh.cluster_named(name.as_str()) else {
                continue;
            };
            if executor.mesh[index].istio.data_plane == DataPlane::Sidecar {
                look(Subject::Endpoints, index, name.as_str(), &|at| {
                    endpoints(at, to, &gateways)
                });
            }
            look(Subject::Requests, index, name.as_str(), &|at| {
                let answer = at.request(name)?;
                Ok(if is_answer_of(&answer, name) {
                    Verdict::Passed
                } else {
                    let from = &at.cluster.name;
                    failed(text!("verify-no-answer", from = from, to = name), answer)
                })
            });
        }
    }
    checks
}

fn failed(text: Text, detail: String) -> Verdict {
    Verdict::Failed { text, detail }
}

fn synced(at: &At<'_>, name: &str) -> Result<Verdict, Failure> {
    let (synced, table) = at.synced()?;
    Ok(if synced.iter().any(|it| it == name) {
        Verdict::Passed
    } else {
        let from = &at.cluster.name;
        failed(text!("verify-not-synced", from = from, to = name), table)
    })
}

/// The fingerprint of the mesh's root, as it is on this machine.
fn expected_root(executor: &ToolExecutor<'_>) -> Option<String> {
    let folder = &executor.settings.certificates;
    let own = std::iter::once(folder.join("root"));
    let issued = executor
        .mesh
        .clusters
        .iter()
        .map(|cluster| folder.join(cluster.name.as_str()));
    own.chain(issued)
        .find_map(|folder| std::fs::read(folder.join("root-cert.pem")).ok())
        .and_then(|pem| Certificate::from_pem(&pem).ok())
        .map(|root| root.fingerprint())
}

fn root(at: &At<'_>, expected: Option<&str>) -> Result<Verdict, Failure> {
    let Some(expected) = expected else {
        return Ok(Verdict::Skipped(text!("verify-no-root-here")));
    };
    let map = at.get(at.system, "configmaps", ROOT_CONFIG_MAP)?;
    let pem = map
        .as_ref()
        .and_then(|map| map.get("data")?.get("root-cert.pem")?.as_str());
    let cluster = &at.cluster.name;
    let Some(pem) = pem else {
        return Ok(failed(
            text!("verify-no-root", cluster = cluster),
            String::new(),
        ));
    };
    let roots = Certificate::all_from_pem(pem.as_bytes());
    Ok(if roots.iter().any(|root| root.fingerprint() == expected) {
        Verdict::Passed
    } else {
        failed(text!("verify-other-root", cluster = cluster), String::new())
    })
}

/// The addresses of the clusters' east-west gateways, as they are.
fn gateway_addresses(
    executor: &ToolExecutor<'_>,
    plan: &Plan,
    clock: &dyn Clock,
    interrupt: &Interrupt,
) -> BTreeMap<ClusterIndex, BTreeSet<String>> {
    let mut gateways: BTreeMap<ClusterIndex, BTreeSet<String>> = BTreeMap::new();
    for (index, cluster) in executor.mesh.clusters() {
        let known = cluster
            .gateway
            .iter()
            .flat_map(|gateway| &gateway.addresses);
        let known = known.map(ToString::to_string);
        gateways.entry(index).or_default().extend(known);
    }
    for step in &plan.steps {
        let (
            Op::WaitForAddress {
                service, namespace, ..
            },
            Target::Cluster(index),
        ) = (&step.op, step.on)
        else {
            continue;
        };
        let watch = Watch {
            clock,
            interrupt,
            until: clock.now() + LIMIT,
            waiting: &|_| {},
        };
        let service = executor
            .at_index(index, &watch)
            .and_then(|at| at.get(namespace, "services", service).ok().flatten());
        let ingress = service
            .as_ref()
            .and_then(|service| service.pointer("/status/loadBalancer/ingress")?.as_array());
        for entry in ingress.into_iter().flatten() {
            let ip = entry.get("ip").and_then(Value::as_str);
            gateways
                .entry(index)
                .or_default()
                .extend(ip.map(str::to_owned));
        }
    }
    gateways
}

/// Compares the endpoints that the sample client was sent of another cluster's server.
fn endpoints(
    at: &At<'_>,
    to: ClusterIndex,
    gateways: &BTreeMap<ClusterIndex, BTreeSet<String>>,
) -> Result<Verdict, Failure> {
    let mesh = at.executor.mesh;
    let (from, target) = (&at.cluster.name, &mesh[to].name);
    let host = format!(
        "{}.{SAMPLE_NAMESPACE}.svc.{}",
        SampleServices::service(target),
        at.cluster.cluster_domain
    );
    let mut words = vec![
        "proxy-config".to_owned(),
        "endpoints".to_owned(),
        "deployment/curl".to_owned(),
        format!("--namespace={SAMPLE_NAMESPACE}"),
        format!("--cluster=outbound|5000||{host}"),
        "--output=json".to_owned(),
    ];
    words.extend(at.access());
    let said = at.ask(&at.istioctl(words, Effect::Reads))?;
    if !said.is_well() {
        let text = text!("verify-endpoints-unread", from = from);
        return Ok(Verdict::Skipped(text));
    }
    let answer: Value = serde_json::from_str(&said.text()).unwrap_or_default();
    let found = addresses(&answer);
    if found.is_empty() {
        let text = text!("verify-no-endpoints", from = from, to = target);
        return Ok(failed(text, String::new()));
    }
    let is_elsewhere = mesh[at.index].network != mesh[to].network;
    let known = gateways.get(&to).filter(|known| !known.is_empty());
    if let Some(known) = known.filter(|_| is_elsewhere) {
        // Several clusters of a network share their gateways.
        let of_network: BTreeSet<&String> = mesh
            .clusters()
            .filter(|(_, cluster)| cluster.network == mesh[to].network)
            .filter_map(|(index, _)| gateways.get(&index))
            .flatten()
            .chain(known)
            .collect();
        let strange: Vec<String> = found
            .iter()
            .filter(|address| !of_network.contains(address))
            .cloned()
            .collect();
        if !strange.is_empty() {
            let text = text!(
                "verify-other-endpoints",
                from = from,
                to = target,
                found = strange
            );
            return Ok(failed(text, String::new()));
        }
    }
    Ok(Verdict::Passed)
}

/// Every address in an answer of `istioctl proxy-config endpoints`.
fn addresses(answer: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left = vec![answer];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(address)) = map
                    .get("socketAddress")
                    .or_else(|| map.get("socket_address"))
                    .and_then(|it| it.get("address"))
                {
                    found.insert(address.clone());
                }
                left.extend(map.values());
            }
            Value::Array(values) => left.extend(values),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::addresses;

    #[test]
    fn addresses_are_found_wherever_istioctl_puts_them() {
        let answer = json!([{"name": "outbound|5000||a", "hostStatuses": [
            {"address": {"socketAddress": {"address": "203.0.113.41", "portValue": 15443}}},
            {"address": {"socketAddress": {"address": "10.0.0.2", "portValue": 5000}}}]}]);
        let found: Vec<String> = addresses(&answer).into_iter().collect();
        assert_eq!(found, ["10.0.0.2", "203.0.113.41"]);
        assert!(addresses(&json!([])).is_empty());
    }
}
