//! What istiod sends compared with what was predicted: a case for each cluster of callers, service
//! and port.

mod asked;
mod standin;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::{Duration, Instant};

use meshwright_core::diag::Words;
use meshwright_core::graph::Predictor;
use meshwright_core::graph::istiod::{Host, SentHealth};
use meshwright_core::graph::predict::PredictedEntry;
use meshwright_core::model::Mesh;
use serde::Serialize;

use crate::api::{ApiError, list, namespace, text};
use crate::play::{Stage, request};
use crate::trouble::Trouble;
use crate::xds::{Endpoint, Health};

use asked::Asked;
pub use standin::StandIns;

/// What the proxies of one cluster were predicted and sent for one port of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// The callers' cluster.
    pub from: String,
    /// The service: `name.namespace`.
    pub service: String,
    /// The port.
    pub port: u16,
    /// What Envoy calls it.
    pub cluster: String,
    /// The namespace of the proxy that asked.
    pub proxy: String,
    /// What was changed in the world before, if anything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// The predicted entries, sorted.
    pub predicted: Vec<String>,
    /// The entries that istiod sent, sorted; absent where it sent none of the name.
    pub real: Option<Vec<String>>,
    /// Whether they are the same.
    pub agrees: bool,
    /// Why the prediction has no entries of some clusters, or what kept istiod from answering.
    pub notes: Vec<String>,
    /// What the list has for each cluster that the service is in.
    pub pairs: Vec<CasePair>,
}

/// The part of a list that leads to one cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CasePair {
    /// The called cluster.
    pub to: String,
    /// The predicted entries.
    pub predicted: Vec<String>,
    /// The entries that were sent.
    pub real: Vec<String>,
    /// The rule that keeps the cluster out of the list, where it is out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Whose lists are compared, and when.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The namespace of the proxies.
    pub namespace: &'a str,
    /// What was changed in the world before, if anything was.
    pub situation: Option<&'a str>,
    /// Whether proxies of the namespace are to be sent lists at all.
    pub is_told: bool,
    /// The places of the callers' clusters; all without it.
    pub callers: Option<&'a [usize]>,
    /// Where gateways are taken to be, by cluster, instead of where they are.
    pub gateways: Option<&'a BTreeMap<String, Vec<String>>>,
}

impl View<'_> {
    /// The sample's clients in a world in which nothing was changed.
    pub const SAMPLE: Self = Self {
        namespace: "sample",
        situation: None,
        is_told: true,
        callers: None,
        gateways: None,
    };

    /// The same proxies, were they in a namespace that has none of the services.
    pub const ELSEWHERE: Self = Self {
        namespace: "elsewhere",
        ..Self::SAMPLE
    };
}

/// An entry as both sides write it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    address: String,
    port: u16,
    weight: u32,
    priority: u32,
    locality: String,
    is_mtls: bool,
    health: &'static str,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} w{}", self.address, self.port, self.weight)?;
        if self.priority != 0 {
            write!(f, " p{}", self.priority)?;
        }
        if !self.locality.is_empty() {
            write!(f, " {}", self.locality)?;
        }
        let tls = if self.is_mtls { "mTLS" } else { "plain" };
        write!(f, " {tls} {}", self.health)
    }
}

/// Where the pods and gateways of a world are.
#[derive(Clone, Debug, Default)]
struct Addresses {
    /// By cluster and `namespace/service`.
    pods: BTreeMap<(String, String), BTreeSet<String>>,
    /// By cluster.
    gateways: BTreeMap<String, Vec<String>>,
}

impl Addresses {
    fn look(stage: &Stage, view: &View<'_>) -> Result<Self, (String, ApiError)> {
        let mut found = Self::default();
        for cluster in stage.clusters() {
            let name = &cluster.name;
            let slices = cluster
                .api
                .items("/apis/discovery.k8s.io/v1/endpointslices");
            for slice in slices.map_err(|error| (name.clone(), error))? {
                let service = slice.pointer("/metadata/labels/kubernetes.io~1service-name");
                let Some(service) = service.and_then(|it| it.as_str()) else {
                    continue;
                };
                let key = (name.clone(), format!("{}/{service}", namespace(&slice)));
                let pods = found.pods.entry(key).or_default();
                for endpoint in list(&slice, "/endpoints") {
                    pods.extend(text(endpoint, "/addresses/0"));
                }
            }
            let gateways = request::gateway_addresses(cluster);
            found.gateways.insert(name.clone(), gateways);
        }
        if let Some(known) = view.gateways {
            found.gateways.clone_from(known);
        }
        Ok(found)
    }

    /// The entries that a predicted one stands for: where it names no address, the ones here.
    fn lines(&self, entry: &PredictedEntry, service: &str) -> Vec<Line> {
        let hosts: Vec<String> = match &entry.host {
            Host::Ip(ip) => vec![ip.to_string()],
            Host::Name(name) => vec![name.clone()],
            Host::Absent => Vec::new(),
            Host::PodOf(cluster) => {
                let key = (cluster.clone(), service.to_owned());
                self.pods.get(&key).into_iter().flatten().cloned().collect()
            }
            Host::GatewayOf(cluster) => self.gateways.get(cluster).cloned().unwrap_or_default(),
        };
        let line = |address| Line {
            address,
            port: entry.port,
            weight: entry.weight,
            priority: entry.priority,
            locality: entry.locality.clone(),
            is_mtls: entry.is_secure,
            health: match entry.health {
                SentHealth::Healthy => "healthy",
                SentHealth::Unknown => "unknown",
                SentHealth::Unhealthy => "unhealthy",
                SentHealth::Draining => "draining",
            },
        };
        hosts.into_iter().map(line).collect()
    }
}

fn line(endpoint: &Endpoint) -> Line {
    Line {
        address: endpoint.address.clone(),
        port: endpoint.port,
        weight: endpoint.weight,
        priority: endpoint.priority,
        locality: endpoint.locality.clone(),
        is_mtls: endpoint.is_mtls,
        health: match endpoint.health {
            Health::Unknown => "unknown",
            Health::Healthy => "healthy",
            Health::Unhealthy => "unhealthy",
            Health::Draining => "draining",
        },
    }
}

/// How long istiod may take to hear of what was just made.
const SETTLE: Duration = Duration::from_secs(30);

/// Compares every list of `predictor` with what istiod sends, until all agree or `SETTLE` is over.
///
/// # Errors
///
/// An API server does not answer.
pub fn compare(
    stage: &Stage,
    mesh: &Mesh,
    predictor: &Predictor<'_>,
    words: &Words,
    view: &View<'_>,
) -> Result<Vec<Case>, Trouble> {
    let start = Instant::now();
    loop {
        let cases = once(stage, mesh, predictor, words, view)
            .map_err(|(cluster, error)| Trouble::Api(cluster, error))?;
        if cases.iter().all(|case| case.agrees) || start.elapsed() > SETTLE {
            return Ok(cases);
        }
        std::thread::sleep(Duration::from_millis(700));
    }
}

fn once(
    stage: &Stage,
    mesh: &Mesh,
    predictor: &Predictor<'_>,
    words: &Words,
    view: &View<'_>,
) -> Result<Vec<Case>, (String, ApiError)> {
    let addresses = Addresses::look(stage, view)?;
    let mut cases = Vec::new();
    for (index, cluster) in mesh.clusters() {
        let name = cluster.name.as_str();
        if view.callers.is_some_and(|it| !it.contains(&index.0)) {
            continue;
        }
        let Some(callers) = stage.clusters().iter().find(|it| it.name == name) else {
            continue;
        };
        let predicted = predictor.lists(index);
        let wanted: Vec<String> = predicted.iter().map(|list| list.name.clone()).collect();
        let sent = stage.lists_in(callers, view.namespace, &wanted);
        let asked = Asked {
            callers,
            mesh,
            addresses: &addresses,
            sent: sent.as_ref(),
            predictor,
            words,
            view,
        };
        cases.extend(predicted.iter().map(|list| asked.case(list)));
    }
    Ok(cases)
}

#[cfg(test)]
mod tests {
    use super::{Line, line};
    use crate::xds::{Endpoint, Health};

    #[test]
    fn entries_are_written_with_everything_that_can_differ() {
        let endpoint = Endpoint {
            address: "203.0.113.1".to_owned(),
            port: 15443,
            weight: 3,
            locality: "eu/eu-1".to_owned(),
            priority: 1,
            health: Health::Unknown,
            is_mtls: true,
        };
        assert_eq!(
            line(&endpoint).to_string(),
            "203.0.113.1:15443 w3 p1 eu/eu-1 mTLS unknown"
        );
        let plain = Line {
            priority: 0,
            locality: String::new(),
            is_mtls: false,
            ..line(&endpoint)
        };
        assert_eq!(plain.to_string(), "203.0.113.1:15443 w3 plain unknown");
    }
}
