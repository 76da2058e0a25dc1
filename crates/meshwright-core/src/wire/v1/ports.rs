//! The ports that have to be open, for programs.

use meshwright_diag::Words;
use meshwright_graph::{Flow, FlowEnd};
use meshwright_model::Mesh;
use serde::Serialize;

use super::API_VERSION;
use crate::ports::probes;

/// Every way that has to be open.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PortsRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Ports`.
    pub kind: &'static str,
    /// The ways, those that cross borders first.
    pub ports: Vec<PortRecord>,
}

/// A way that has to be open.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PortRecord {
    /// What kind of traffic it is: `requests`.
    pub kind: &'static str,
    /// What it is for.
    pub purpose: String,
    /// Who connects.
    pub source: String,
    /// The addresses of the source, as far as the topology knows them.
    pub source_addresses: Vec<String>,
    /// To whom.
    pub target: String,
    /// The addresses of the target, as far as the topology knows them.
    pub target_addresses: Vec<String>,
    /// The port; absent for every port that workloads listen on.
    pub port: Option<u16>,
    /// `tcp`.
    pub protocol: &'static str,
    /// `always` or `optional`.
    pub need: &'static str,
    /// Whether it can leave a cluster, so that firewalls see it.
    pub crosses_borders: bool,
    /// Commands that try it, where its target has a known address.
    pub probes: Vec<String>,
}

impl PortsRecord {
    /// The wire form of `flows`.
    pub fn new(flows: &[Flow], mesh: &Mesh, words: &Words) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "Ports",
            ports: flows
                .iter()
                .map(|flow| PortRecord::new(flow, mesh, words))
                .collect(),
        }
    }
}

impl PortRecord {
    fn new(flow: &Flow, mesh: &Mesh, words: &Words) -> Self {
        let addresses = |end: &FlowEnd| {
            if end.is_large(mesh) {
                Vec::new()
            } else {
                end.addresses(mesh)
            }
        };
        Self {
            kind: flow.kind.as_str(),
            purpose: words.say(&flow.purpose),
            source: words.say(&flow.from.text(mesh)),
            source_addresses: addresses(&flow.from),
            target: words.say(&flow.to.target_text(mesh)),
            target_addresses: addresses(&flow.to),
            port: flow.port,
            protocol: flow.protocol.as_str(),
            need: flow.need.as_str(),
            crosses_borders: flow.kind.crosses_borders(),
            probes: probes(mesh, flow),
        }
    }
}
