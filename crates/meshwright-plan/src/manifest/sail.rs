//! The resource `Istio` of the Sail operator.

use meshwright_diag::Value;
use serde_json::{Map, json};

use super::merge::merge;
use super::{ControlPlane, ControlPlaneRole};

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
        let mut spec = Value::Object(spec);
        match &self.control_plane.role {
            ControlPlaneRole::ExternalRemote(remote) => {
                let revision = self.control_plane.installation.revision.as_ref();
                remote.set_spec(&mut spec, revision);
            }
            // The profile `empty` leaves istiod out.
            ControlPlaneRole::External(_) => {
                merge(&mut spec, &json!({"values": {"pilot": {"enabled": true}}}));
            }
            ControlPlaneRole::Primary { .. } | ControlPlaneRole::Remote { .. } => {}
        }
        json!({
            "apiVersion": self.api,
            "kind": "Istio",
            "metadata": {"name": self.name},
            "spec": spec,
        })
    }
}
