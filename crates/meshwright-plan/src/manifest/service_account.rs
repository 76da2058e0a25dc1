//! A ServiceAccount that a chart expects and does not bring.

use meshwright_diag::Value;
use serde_json::json;

/// A ServiceAccount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccount {
    /// Its name.
    pub name: &'static str,
    /// Its namespace.
    pub namespace: &'static str,
}

impl ServiceAccount {
    pub(crate) fn document(&self) -> Value {
        json!({
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": {"name": self.name, "namespace": self.namespace},
        })
    }
}
