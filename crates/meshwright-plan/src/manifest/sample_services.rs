//! One Service for each cluster's server, the same in every cluster.
//!
//! A Service in the caller's own cluster is what its DNS knows, so every name resolves
//! everywhere; and a name that means one cluster makes each ordered pair testable by itself.

use std::sync::Arc;

use meshwright_diag::Value;
use meshwright_model::{ClusterName, Traffic};
use serde_json::{Map, json};

use crate::istio::{GLOBAL_LABEL, SAMPLE_NAMESPACE};

/// FNV-1a, 32 bits: tells apart long names that begin alike.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The Services of all sample servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleServices {
    /// The clusters that have a server.
    pub clusters: Arc<[ClusterName]>,
    /// Kinds of traffic that have a Service of their own before all servers, by their name.
    pub stand_ins: Vec<Traffic>,
    /// Whether they need the label without which an ambient cluster sees them in itself alone.
    pub are_global: bool,
}

impl SampleServices {
    /// The Service that leads to the server of one cluster only.
    pub fn service(cluster: &ClusterName) -> String {
        let name = cluster.as_str();
        // A Service's name has at most 63 characters, a cluster's name may have as many.
        match name.get(..51) {
            Some(head) if name.len() > 60 => format!("in-{head}-{:08x}", fingerprint(name)),
            _ => format!("in-{name}"),
        }
    }

    pub(crate) fn documents(&self) -> Vec<Value> {
        let service = |name: &str, version: Option<&ClusterName>| {
            let mut selector = Map::new();
            selector.insert("app".into(), json!("helloworld"));
            if let Some(version) = version {
                selector.insert("version".into(), json!(version.as_str()));
            }
            let mut labels = Map::new();
            labels.insert("app".into(), json!("helloworld"));
            if self.are_global {
                labels.insert(GLOBAL_LABEL.into(), json!("true"));
            }
            json!({
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {
                    "name": name,
                    "namespace": SAMPLE_NAMESPACE,
                    "labels": labels,
                },
                "spec": {
                    "ports": [{"port": 5000, "name": "http"}],
                    "selector": selector,
                },
            })
        };
        std::iter::once(service("helloworld", None))
            .chain(
                self.clusters
                    .iter()
                    .map(|name| service(&Self::service(name), Some(name))),
            )
            .chain(
                self.stand_ins
                    .iter()
                    .map(|kind| service(kind.as_str(), None)),
            )
            .collect()
    }
}
