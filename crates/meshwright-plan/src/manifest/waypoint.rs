//! A waypoint: the proxy that ambient callers of a service are led through, where a service
//! needs more than ztunnel knows.
//!
//! The document names no namespace: the same waypoint goes into each namespace that needs one.

use meshwright_catalog::ports::HBONE;
use meshwright_diag::Value;
use meshwright_model::Revision;
use serde_json::{Map, json};

use crate::istio::{GLOBAL_LABEL, MANAGED_BY, REVISION_LABEL, WAYPOINT};

/// A waypoint for services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waypoint {
    /// The API version of the Gateway.
    pub api_version: String,
    /// The revision of the istiod that runs it; `None` for the default one.
    pub revision: Option<Revision>,
}

impl Waypoint {
    pub(crate) fn document(&self) -> Value {
        let mut labels = Map::new();
        labels.insert("istio.io/waypoint-for".into(), json!("service"));
        // The waypoint of a service that other clusters see has to be seen by them too.
        labels.insert(GLOBAL_LABEL.into(), json!("true"));
        if let Some(revision) = &self.revision {
            labels.insert(REVISION_LABEL.into(), json!(revision.as_str()));
        }
        let (key, value) = MANAGED_BY;
        labels.insert(key.into(), json!(value));
        json!({
            "apiVersion": self.api_version,
            "kind": "Gateway",
            "metadata": {"name": WAYPOINT, "labels": labels},
            "spec": {
                "gatewayClassName": "istio-waypoint",
                "listeners": [{"name": "mesh", "port": HBONE.number, "protocol": "HBONE"}],
            },
        })
    }
}
