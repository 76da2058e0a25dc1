//! From a [`Topology`] to text.

use meshwright_diag::Value;
use serde_json::Map;

use crate::document::decode::Field;
use crate::document::{API_VERSION, KIND, Topology};

/// The topology as a YAML document: fields in the order of the reference, what is absent left out.
pub fn emit(topology: &Topology) -> String {
    crate::yaml::write(&to_value(topology))
}

/// The topology as a value tree, `apiVersion` and `kind` first.
pub fn to_value(topology: &Topology) -> Value {
    let mut root = Map::new();
    root.insert("apiVersion".to_owned(), API_VERSION.into());
    root.insert("kind".to_owned(), KIND.into());
    if let Value::Object(mut fields) = topology.to_value() {
        root.append(&mut fields);
    }
    Value::Object(root)
}
