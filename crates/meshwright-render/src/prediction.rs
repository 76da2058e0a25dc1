//! What istiod will send for the sample server of a cluster, before anything is installed.

use meshwright_diag::{Text, Words, text};
use meshwright_graph::Reach;
use meshwright_model::{ClusterIndex, Mesh};

use crate::RenderInput;

/// How the callers of one network reach the server of one cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The way: `direct`, `gateway`, `same` or `broken`.
    pub way: &'static str,
    /// The way as a sentence.
    pub text: Text,
    /// The endpoints that the topology can tell: ranges of pods, addresses of gateways.
    pub endpoints: Vec<String>,
}

/// The port of the sample server.
const SAMPLE_PORT: u16 = 5000;

/// What callers in `from` get for the sample server of `to`.
pub fn predict(input: &RenderInput<'_>, from: ClusterIndex, to: ClusterIndex) -> Prediction {
    let mesh = input.mesh;
    match input.graph.reach(from, to) {
        Reach::Same => Prediction {
            way: "same",
            text: text!("predict-same"),
            endpoints: pods(input.words, mesh, to),
        },
        Reach::Direct => Prediction {
            way: "direct",
            text: text!("predict-direct"),
            endpoints: pods(input.words, mesh, to),
        },
        Reach::Gateway { gateways } => Prediction {
            way: "gateway",
            text: text!("predict-gateway", clusters = names(mesh, &gateways)),
            endpoints: gateways
                .iter()
                .flat_map(|&gateway| gateway_endpoints(input.words, mesh, gateway))
                .collect(),
        },
        Reach::Broken(_) => Prediction {
            way: "broken",
            text: text!("predict-broken"),
            endpoints: Vec::new(),
        },
    }
}

fn names(mesh: &Mesh, clusters: &[ClusterIndex]) -> Vec<String> {
    clusters
        .iter()
        .map(|&index| mesh[index].name.to_string())
        .collect()
}

fn pods(words: &Words, mesh: &Mesh, cluster: ClusterIndex) -> Vec<String> {
    let cidrs = &mesh[cluster].pod_cidrs;
    if cidrs.is_empty() {
        let text = text!(
            "predict-pods-of",
            cluster = &mesh[cluster].name,
            port = SAMPLE_PORT
        );
        return vec![words.say(&text)];
    }
    cidrs
        .iter()
        .map(|cidr| {
            words.say(&text!(
                "predict-pods-in",
                range = cidr.to_string(),
                port = SAMPLE_PORT
            ))
        })
        .collect()
}

fn gateway_endpoints(words: &Words, mesh: &Mesh, cluster: ClusterIndex) -> Vec<String> {
    let (Some(gateway), Some(port)) = (&mesh[cluster].gateway, mesh[cluster].gateway_port()) else {
        return Vec::new();
    };
    if gateway.addresses.is_empty() {
        let text = text!(
            "predict-address-of",
            cluster = &mesh[cluster].name,
            port = port
        );
        return vec![words.say(&text)];
    }
    gateway
        .addresses
        .iter()
        .map(|address| {
            let address = address.to_string();
            if address.contains(':') {
                format!("[{address}]:{port}")
            } else {
                format!("{address}:{port}")
            }
        })
        .collect()
}
