//! Predicted endpoint lists, for programs.

use meshwright_diag::Words;
use meshwright_graph::istiod::{Host, SentHealth, Via};
use meshwright_graph::predict::{Missing, PredictedEntry};
use meshwright_graph::{Prediction, Predictor};
use meshwright_model::{ClusterIndex, Mesh};
use serde::Serialize;

use super::API_VERSION;

/// The endpoint lists that istiod will send.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointsRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Endpoints`.
    pub kind: &'static str,
    /// One for each cluster of callers and port of a service.
    pub lists: Vec<EndpointListRecord>,
}

/// The list of one cluster's proxies for one port of a service.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointListRecord {
    /// The callers' cluster.
    pub from: String,
    /// The cluster whose istiod sends the list.
    pub istiod: Option<String>,
    /// The service: `name.namespace`.
    pub service: String,
    /// The port.
    pub port: u16,
    /// What Envoy calls it: `outbound|5000||helloworld.sample.svc.cluster.local`.
    pub cluster: String,
    /// Why the proxies get no list.
    pub unserved: Option<String>,
    /// The entries, in istiod's order.
    pub endpoints: Vec<EndpointRecord>,
    /// The clusters with pods of the service that the list has nothing of.
    pub missing: Vec<MissingRecord>,
    /// The part of requests that arrives, 0 to 1.
    pub share: f64,
}

/// An entry of a list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointRecord {
    /// The address; absent where it is learned when applied.
    pub address: Option<String>,
    /// What proxies connect to: `pod`, `gateway`.
    pub via: &'static str,
    /// The port.
    pub port: u16,
    /// The weight, with one pod in each cluster.
    pub weight: u32,
    /// The cluster of the pods or gateway.
    pub of: Option<String>,
    /// The clusters whose pods it leads to.
    pub leads_to: Vec<String>,
    /// `region/zone/subzone` of the pods.
    pub locality: String,
    /// 0 is used first.
    pub priority: u32,
    /// Whether proxies speak mutual TLS to it.
    pub secure: bool,
    /// What istiod says of its health: `healthy`, `unknown`, `unhealthy`, `draining`.
    pub health: &'static str,
    /// Whether it is a raw pod address on another network, because no gateway is known.
    pub raw: bool,
    /// Whether requests to it arrive.
    pub arrives: bool,
    /// What it leads to and what is wrong with it, in words.
    pub text: String,
}

/// A cluster that a list has nothing of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MissingRecord {
    /// The cluster.
    pub cluster: String,
    /// The reason's code: `D20`.
    pub reason: &'static str,
    /// Why, in words.
    pub text: String,
}

impl EndpointsRecord {
    /// The wire form of `lists`.
    pub fn new(
        lists: &[Prediction],
        predictor: &Predictor<'_>,
        mesh: &Mesh,
        words: &Words,
    ) -> Self {
        let teller = Teller {
            predictor,
            mesh,
            words,
        };
        Self {
            api_version: API_VERSION,
            kind: "Endpoints",
            lists: lists.iter().map(|list| teller.list(list)).collect(),
        }
    }
}

struct Teller<'a> {
    predictor: &'a Predictor<'a>,
    mesh: &'a Mesh,
    words: &'a Words,
}

impl Teller<'_> {
    fn name(&self, cluster: ClusterIndex) -> String {
        self.mesh[cluster].name.to_string()
    }

    fn list(&self, list: &Prediction) -> EndpointListRecord {
        let service = self.predictor.services().get(list.service);
        EndpointListRecord {
            from: self.name(list.caller),
            istiod: list.istiod.map(|it| self.name(it)),
            service: service.map_or_else(String::new, |service| {
                format!("{}.{}", service.name, service.namespace)
            }),
            port: list.port,
            cluster: list.name.clone(),
            unserved: list.unserved.map(|it| self.words.say(&it.text(self.mesh))),
            endpoints: list.entries.iter().map(|it| self.entry(list, it)).collect(),
            missing: list
                .missing
                .iter()
                .map(|it| self.missing(list, it))
                .collect(),
            share: list.share,
        }
    }

    fn entry(&self, list: &Prediction, entry: &PredictedEntry) -> EndpointRecord {
        EndpointRecord {
            address: match &entry.host {
                Host::Ip(ip) => Some(ip.to_string()),
                Host::Name(name) => Some(name.clone()),
                Host::Absent | Host::PodOf(_) | Host::GatewayOf(_) => None,
            },
            via: match entry.via {
                Via::Direct => "pod",
                Via::Gateway => "gateway",
            },
            port: entry.port,
            weight: entry.weight,
            of: entry.cluster.map(|it| self.name(it)),
            leads_to: entry.leads_to.iter().map(|&it| self.name(it)).collect(),
            locality: entry.locality.clone(),
            priority: entry.priority,
            secure: entry.is_secure,
            health: match entry.health {
                SentHealth::Healthy => "healthy",
                SentHealth::Unknown => "unknown",
                SentHealth::Unhealthy => "unhealthy",
                SentHealth::Draining => "draining",
            },
            raw: entry.is_raw,
            arrives: entry.broken.is_none(),
            text: self.words.say(&self.predictor.entry_text(list, entry)),
        }
    }

    fn missing(&self, list: &Prediction, missing: &Missing) -> MissingRecord {
        MissingRecord {
            cluster: self.name(missing.cluster),
            reason: missing.reason.code(),
            text: self.words.say(&self.predictor.missing_text(list, missing)),
        }
    }
}
