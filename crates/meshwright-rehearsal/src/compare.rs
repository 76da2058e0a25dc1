//! What istiod sends compared with what was predicted: a case for each cluster of callers, service
//! and port.

mod standin;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::{Duration, Instant};

use meshwright_core::diag::Words;
use meshwright_core::graph::istiod::{Host, SentHealth};
use meshwright_core::graph::predict::PredictedEntry;
use meshwright_core::graph::{Prediction, Predictor};
use meshwright_core::model::Mesh;
use serde::Serialize;

use crate::api::{ApiError, list, namespace, text};
use crate::play::{Stage, request};
use crate::trouble::Trouble;
use crate::world::WorldCluster;
use crate::xds::{AskError, Endpoint, Health};

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
    /// The predicted entries, sorted.
    pub predicted: Vec<String>,
    /// The entries that istiod sent, sorted; absent where it sent none of the name.
    pub real: Option<Vec<String>>,
    /// Whether they are the same.
    pub agrees: bool,
    /// Why the prediction has no entries of some clusters, or what kept istiod from answering.
    pub notes: Vec<String>,
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
    fn look(stage: &Stage) -> Result<Self, (String, ApiError)> {
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
) -> Result<Vec<Case>, Trouble> {
    let start = Instant::now();
    loop {
        let cases = once(stage, mesh, predictor, words)
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
) -> Result<Vec<Case>, (String, ApiError)> {
    let addresses = Addresses::look(stage)?;
    let mut cases = Vec::new();
    for (index, cluster) in mesh.clusters() {
        let name = cluster.name.as_str();
        let Some(callers) = stage.clusters().iter().find(|it| it.name == name) else {
            continue;
        };
        let predicted = predictor.lists(index);
        let wanted: Vec<String> = predicted.iter().map(|list| list.name.clone()).collect();
        let sent = stage.lists(callers, &wanted);
        for list in &predicted {
            cases.push(case(
                callers,
                list,
                &addresses,
                sent.as_ref(),
                predictor,
                words,
            ));
        }
    }
    Ok(cases)
}

fn case(
    callers: &WorldCluster,
    prediction: &Prediction,
    addresses: &Addresses,
    sent: Option<&Result<crate::xds::Lists, AskError>>,
    predictor: &Predictor<'_>,
    words: &Words,
) -> Case {
    let service = predictor.services().get(prediction.service);
    let (name, namespace) = service.map_or_else(Default::default, |it| {
        (it.name.to_string(), it.namespace.to_string())
    });
    let key = format!("{namespace}/{name}");
    let entries = prediction.entries.iter();
    let mut predicted: Vec<Line> = entries.flat_map(|it| addresses.lines(it, &key)).collect();
    predicted.sort();
    let mut notes: Vec<String> = prediction
        .missing
        .iter()
        .map(|missing| {
            let text = words.say(&predictor.missing_text(prediction, missing));
            format!("{}: {text}", missing.reason.code())
        })
        .collect();
    let mut real = None;
    match sent {
        None => notes.push(words.say(&unserved(callers))),
        Some(Err(error)) => notes.push(words.say(&silent(callers, error))),
        Some(Ok(lists)) => {
            real = lists.lists.get(&prediction.name).map(|list| {
                let mut lines: Vec<Line> = list.endpoints.iter().map(line).collect();
                lines.sort();
                lines
            });
        }
    }
    let is_answered = matches!(sent, Some(Ok(_)));
    let agrees = is_answered && real.as_deref().unwrap_or_default() == predicted;
    let shown = |lines: Vec<Line>| lines.iter().map(ToString::to_string).collect();
    Case {
        from: callers.name.clone(),
        service: format!("{name}.{namespace}"),
        port: prediction.port,
        cluster: prediction.name.clone(),
        predicted: shown(predicted),
        real: real.map(shown),
        agrees,
        notes,
    }
}

fn unserved(callers: &WorldCluster) -> meshwright_core::diag::Text {
    meshwright_core::diag::text!("rehearse-unserved", cluster = &callers.name)
}

fn silent(callers: &WorldCluster, error: &AskError) -> meshwright_core::diag::Text {
    let cause = match error {
        AskError::TimedOut => "timed out".to_owned(),
        AskError::Unreachable(error) => error.to_string(),
    };
    meshwright_core::diag::text!("rehearse-silent", cluster = &callers.name, cause = cause)
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
