//! The resource `Istio` of the Sail operator.

use meshwright_diag::Value;
use serde_json::{Map, json};

use super::ControlPlane;

/// A resource `Istio`: a control plane, or what a remote has of one.
#[derive(Clone, Debug, PartialEq)]
pub struct IstioResource {
    /// Its API version.
    pub api: String,
    /// Its name. Updated in place, it is also the revision: the operator sets that value itself.
    pub name: String,
    /// Istio's version with a `v`; the operator installs those that it knows and no others.
    pub version: String,
    /// What it asks for.
    pub control_plane: Box<ControlPlane>,
}

/// The profiles of resources; the API server refuses any other.
const PROFILES: [&str; 10] = [
    "ambient",
    "default",
    "demo",
    "empty",
    "external",
    "openshift",
    "openshift-ambient",
    "preview",
    "remote",
    "stable",
];

impl IstioResource {
    pub(crate) fn document(&self) -> Value {
        let mut spec = Map::new();
        spec.insert("version".into(), json!(self.version));
        spec.insert("namespace".into(), json!(self.control_plane.namespace));
        spec.insert("updateStrategy".into(), json!({"type": "InPlace"}));
        let profile = self.control_plane.profile.as_deref();
        // The operator lays the profile of the platform under a resource that names none.
        let profile = profile.filter(|name| *name != "default" && PROFILES.contains(name));
        if let Some(profile) = profile {
            spec.insert("profile".into(), json!(profile));
        }
        spec.insert("values".into(), self.control_plane.chart_values());
        json!({
            "apiVersion": self.api,
            "kind": "Istio",
            "metadata": {"name": self.name},
            "spec": spec,
        })
    }
}
