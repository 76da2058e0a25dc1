//! A namespace with everything that Istio reads from it.
//!
//! `istioctl install` labels the system namespace only when it makes it, Helm never does, and
//! `create-remote-secret` makes it bare: so it is made first, with its label.

use meshwright_diag::Value;
use serde_json::{Map, json};

/// A namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// Its name.
    pub name: String,
    /// Its labels, in order.
    pub labels: Vec<(String, String)>,
    /// Its annotations, in order.
    pub annotations: Vec<(String, String)>,
}

impl Namespace {
    pub(crate) fn document(&self) -> Value {
        let mut metadata = Map::new();
        metadata.insert("name".into(), json!(self.name));
        for (key, pairs) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            if !pairs.is_empty() {
                let map: Map<_, _> = pairs
                    .iter()
                    .map(|(name, value)| (name.clone(), json!(value)))
                    .collect();
                metadata.insert(key.into(), Value::Object(map));
            }
        }
        json!({"apiVersion": "v1", "kind": "Namespace", "metadata": metadata})
    }
}
