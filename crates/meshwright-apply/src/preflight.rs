//! Looks before the first write: is everything there, allowed, and what it is taken for?

use std::collections::BTreeMap;
use std::time::Duration;

use meshwright_core::catalog::{self, KubernetesSupport};
use meshwright_core::diag::{Text, text};
use meshwright_core::model::{ClusterIndex, KubernetesVersion};
use meshwright_core::plan::{Op, Plan, Probe, Target};
use meshwright_core::render::access::{Permission, Permissions, permissions};
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::compare::objects;
use crate::executor::Watch;
use crate::interrupt::Interrupt;
use crate::ops::ToolExecutor;
use crate::ops::at::{At, Objects};
use crate::outcome::Failure;
use crate::tools::{Call, Effect, Input, Program, succeed};

/// How long looking at one cluster may take.
const LIMIT: Duration = Duration::from_mins(2);

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing is begun.
    Stop,
    /// It is said.
    Warning,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub weight: Weight,
    /// What it is.
    pub text: Text,
    /// What a program said about it.
    pub detail: String,
}

/// What was found before the first write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preflight {
    /// What is wrong, in the order in which it was found.
    pub problems: Vec<Problem>,
    /// The clusters' own names: the uid of their namespace `kube-system`.
    pub identities: BTreeMap<String, String>,
}

impl Preflight {
    /// Whether nothing keeps the plan from being carried out.
    pub fn is_clear(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| problem.weight != Weight::Stop)
    }

    fn add(&mut self, weight: Weight, text: Text) {
        self.problems.push(Problem {
            weight,
            text,
            detail: String::new(),
        });
    }

    fn fail(&mut self, failure: Failure) {
        self.problems.push(Problem {
            weight: Weight::Stop,
            text: failure.text,
            detail: failure.detail,
        });
    }
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The plan is carried out.
    Apply,
    /// The plan is taken back: what is there already is what one came for.
    Undo,
}

/// Looks at tools and clusters; `before` are the clusters' own names as an earlier run found them.
pub fn preflight(
    executor: &ToolExecutor<'_>,
    plan: &Plan,
    purpose: Purpose,
    before: &BTreeMap<String, String>,
    clock: &dyn Clock,
    interrupt: &Interrupt,
) -> Preflight {
    let mut found = Preflight::default();
    look_at_tools(executor, plan, &mut found);
    if !found.is_clear() {
        return found;
    }
    let needed = permissions(executor.mesh, plan);
    for (index, cluster) in executor.mesh.clusters() {
        let watch = Watch {
            clock,
            interrupt,
            until: clock.now() + LIMIT,
            waiting: &|_| {},
        };
        let Some(at) = executor.at_index(index, &watch) else {
            continue;
        };
        if let Err(failure) = look_at_cluster(&at, before, &mut found) {
            let mut failure = failure;
            failure.text = text!(
                "preflight-cluster",
                cluster = &cluster.name,
                problem = failure.text
            );
            found.fail(failure);
            continue;
        }
        let looks = match needed.get(&index) {
            Some(needed) => look_at_rights(&at, needed, &mut found),
            None => Ok(()),
        };
        let looks = looks.and_then(|()| match purpose {
            Purpose::Apply => look_at_what_is_there(&at, plan, index),
            Purpose::Undo => Ok(()),
        });
        if let Err(failure) = looks {
            found.fail(failure);
        }
    }
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut twins = Vec::new();
    for (cluster, identity) in &found.identities {
        if let Some(other) = seen.insert(identity, cluster) {
            twins.push(text!("preflight-twins", one = other, other = cluster));
        }
    }
    for text in twins {
        found.add(Weight::Stop, text);
    }
    found
}

fn look_at_tools(executor: &ToolExecutor<'_>, plan: &Plan, found: &mut Preflight) {
    let ask = |program: Program, words: &[&str]| {
        let call = Call {
            program,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            input: Input::None,
            kubeconfig: None,
            effect: Effect::Reads,
            limit: Duration::from_secs(30),
        };
        succeed(executor.tools, &call).map(|said| said.text().trim().to_owned())
    };
    if let Err(failure) = ask(Program::Kubectl, &["version", "--client", "--output=json"]) {
        found.fail(failure);
    }
    let mut minors: Vec<&'static str> = Vec::new();
    let mut uses_helm = false;
    for step in &plan.steps {
        let ops = [Some(&step.op), step.undo.as_ref()].into_iter().flatten();
        for op in ops {
            uses_helm |= matches!(op, Op::HelmUpgrade { .. } | Op::HelmUninstall(_));
            let uses_istioctl = matches!(
                op,
                Op::IstioctlInstall { .. }
                    | Op::IstioctlUninstall(_)
                    | Op::ApplyGenerated { .. }
                    | Op::DeleteGenerated(_)
                    | Op::Probe(Probe::RemoteClusters { .. })
            );
            if let (true, Target::Cluster(index)) = (uses_istioctl, step.on) {
                let version = &executor.mesh[index].istio.version;
                minors.push(catalog::resolve(version).release.minor());
            }
        }
    }
    minors.sort_unstable();
    minors.dedup();
    for minor in minors {
        let words = ["version", "--remote=false", "--output=json"];
        match ask(Program::Istioctl(minor.to_owned()), &words) {
            Ok(said) => {
                let version = serde_json::from_str::<Value>(&said).ok();
                let version = version
                    .as_ref()
                    .and_then(|it| it.pointer("/clientVersion/version")?.as_str())
                    .unwrap_or_default();
                if !version.starts_with(&format!("{minor}.")) {
                    let found_version = crate::program::shown(version);
                    found.add(
                        Weight::Stop,
                        text!("preflight-istioctl", found = found_version, wanted = minor),
                    );
                }
            }
            Err(failure) => found.fail(failure),
        }
    }
    if uses_helm {
        match ask(Program::Helm, &["version", "--template={{.Version}}"]) {
            Ok(version) => look_at_helm(executor, plan, &version, found),
            Err(failure) => found.fail(failure),
        }
    }
}

fn look_at_helm(executor: &ToolExecutor<'_>, plan: &Plan, version: &str, found: &mut Preflight) {
    let parts = |version: &str| -> Vec<u64> {
        let version = version.trim_start_matches('v').split('.').take(2);
        version.map(|part| part.parse().unwrap_or(0)).collect()
    };
    let required = meshwright_core::render::shell::helm::required(executor.mesh, plan);
    if let Some(required) = required {
        let present = parts(version);
        let is_old = present < parts(&required.minimum);
        let major = present.first().copied().unwrap_or(0);
        if is_old || major > required.newest_major as u64 {
            let newest = required.newest_major.to_string();
            found.add(
                Weight::Stop,
                text!(
                    "preflight-helm",
                    found = crate::program::shown(version),
                    minimum = &required.minimum,
                    newest = newest
                ),
            );
        }
    }
}

fn look_at_cluster(
    at: &At<'_>,
    before: &BTreeMap<String, String>,
    found: &mut Preflight,
) -> Result<(), Failure> {
    let cluster = &at.cluster.name;
    let said = at.succeed(&at.kubectl("", &["version", "--output=json"], Effect::Reads))?;
    let version: Value = serde_json::from_str(&said.text()).unwrap_or_default();
    let version = version
        .pointer("/serverVersion/gitVersion")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim_start_matches('v');
    let plain: String = version
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    if let Ok(kubernetes) = KubernetesVersion::parse(plain.trim_end_matches('.')) {
        let release = catalog::resolve(&at.cluster.istio.version).release;
        let support = release.kubernetes_support(&kubernetes);
        if matches!(
            support,
            KubernetesSupport::TooOld | KubernetesSupport::TooNew
        ) {
            found.add(
                Weight::Warning,
                text!(
                    "preflight-kubernetes",
                    cluster = cluster,
                    kubernetes = kubernetes.as_str(),
                    istio = release.minor()
                ),
            );
        }
    }
    let Some(identity) = at.identity()? else {
        return Ok(());
    };
    if before
        .get(cluster.as_str())
        .is_some_and(|before| *before != identity)
    {
        found.add(
            Weight::Stop,
            text!(
                "preflight-other-cluster",
                cluster = cluster,
                context = at.cluster.context.as_str()
            ),
        );
    }
    found.identities.insert(cluster.to_string(), identity);
    Ok(())
}

/// Asks the API server for every permission that the plan needs, in one call.
fn look_at_rights(at: &At<'_>, needed: &Permissions, found: &mut Preflight) -> Result<(), Failure> {
    let needed: Vec<Permission> = needed.iter().cloned().chain(to_make(at, needed)?).collect();
    let reviews: Vec<Value> = needed
        .iter()
        .map(|permission| {
            let (resource, subresource) = permission
                .resource
                .split_once('/')
                .unwrap_or((&permission.resource, ""));
            let mut attributes = json!({
                "verb": permission.verb,
                "group": permission.group,
                "resource": resource,
                "subresource": subresource,
            });
            if let Some(namespace) = &permission.namespace {
                attributes["namespace"] = json!(namespace);
            }
            json!({
                "apiVersion": "authorization.k8s.io/v1",
                "kind": "SelfSubjectAccessReview",
                "spec": {"resourceAttributes": attributes},
            })
        })
        .collect();
    let list = json!({"apiVersion": "v1", "kind": "List", "items": reviews});
    // A question to the API server, which keeps nothing of it.
    let words = ["create", "--filename=-", "--output=json"];
    let mut call = at.kubectl("", &words, Effect::Reads);
    call.input = Input::Plain(list.to_string());
    let said = at.succeed(&call)?;
    let answers = objects(&said.text()).unwrap_or_default();
    let denied: Vec<String> = answers
        .iter()
        .filter(|answer| answer.pointer("/status/allowed") != Some(&Value::Bool(true)))
        .map(|answer| {
            let text = |key: &str| {
                let attributes = answer.pointer("/spec/resourceAttributes");
                let text = attributes.and_then(|it| it.get(key)?.as_str());
                text.unwrap_or_default().to_owned()
            };
            let mut resource = text("resource");
            for (mark, key) in [("/", "subresource"), (".", "group")] {
                let part = text(key);
                if !part.is_empty() {
                    resource = format!("{resource}{mark}{part}");
                }
            }
            match text("namespace").as_str() {
                "" => format!("{} {resource}", text("verb")),
                namespace => format!("{} {resource} in {namespace}", text("verb")),
            }
        })
        .collect();
    if !denied.is_empty() {
        found.add(
            Weight::Stop,
            text!(
                "preflight-denied",
                cluster = &at.cluster.name,
                denied = denied
            ),
        );
    }
    Ok(())
}

/// What making the namespaces takes that are not there, and taking them away again.
fn to_make(at: &At<'_>, needed: &Permissions) -> Result<Vec<Permission>, Failure> {
    let namespaces: Vec<Value> = needed
        .namespaces()
        .map(|name| json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}))
        .collect();
    let n_needed = namespaces.len();
    if n_needed == 0 || at.get_all("", &Objects::Values(namespaces))?.len() == n_needed {
        return Ok(Vec::new());
    }
    let verbs = ["create", "delete"].map(|verb| Permission {
        namespace: None,
        group: String::new(),
        resource: "namespaces".to_owned(),
        verb: verb.to_owned(),
    });
    Ok(verbs.to_vec())
}

/// Another Istio, or another root, would be harmed by the first write.
fn look_at_what_is_there(at: &At<'_>, plan: &Plan, index: ClusterIndex) -> Result<(), Failure> {
    for step in &plan.steps {
        if step.on != Target::Cluster(index) {
            continue;
        }
        match &step.op {
            Op::Probe(probe @ Probe::Cluster) => at.probe(probe)?,
            // Certificates that are still to be made contradict nobody.
            Op::PutCacerts if at.has_certificates() => {
                at.see_cacerts()?;
            }
            _ => {}
        }
    }
    Ok(())
}
