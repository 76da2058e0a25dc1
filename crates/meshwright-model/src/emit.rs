//! From a [`Topology`] to text.

use meshwright_diag::Value;

use crate::document::Topology;

/// The topology as a YAML document: fields in the order of the reference, what is absent left out.
pub fn emit(topology: &Topology) -> String {
    crate::yaml::write(&to_value(topology))
}

/// The topology as a value tree, `apiVersion` and `kind` first.
pub fn to_value(topology: &Topology) -> Value {
    let _ = topology;
    Value::Null
}
