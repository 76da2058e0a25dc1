//! An IstioOperator: what `istioctl install` takes.
//!
//! It always has a name: without one, installing again deletes the east-west gateway.

use meshwright_diag::Value;
use meshwright_model::Revision;
use serde_json::{Map, json};

use super::merge::merge;
use super::{ControlPlane, ControlPlaneRole, Installation, Openshift};
use crate::istio::CONTROL_PLANE_OPERATOR;

/// An IstioOperator; `rest` is what its spec has beside profile, revision and images.
pub(super) fn operator(
    name: &str,
    namespace: &str,
    profile: Option<&str>,
    installation: &Installation,
    rest: Map<String, Value>,
) -> Value {
    let mut spec = Map::new();
    let revision = installation.revision.as_ref().map(Revision::as_str);
    for (key, value) in [
        ("profile", profile),
        ("revision", revision),
        ("hub", installation.hub.as_deref()),
        ("tag", installation.tag.as_deref()),
    ] {
        if let Some(value) = value {
            spec.insert(key.into(), json!(value));
        }
    }
    spec.extend(rest);
    json!({
        "apiVersion": "install.istio.io/v1alpha1",
        "kind": "IstioOperator",
        "metadata": {"name": name, "namespace": namespace},
        "spec": spec,
    })
}

impl ControlPlane {
    /// The IstioOperator of the control plane.
    pub(crate) fn operator(&self) -> Value {
        let mut spec = Map::new();
        if let Some(config) = self.mesh_config() {
            spec.insert("meshConfig".into(), config);
        }
        let mut values = self.values();
        let mut components = Map::new();
        if let Some(Value::Object(gateways)) = take_gateway_switches(&mut values) {
            components.extend(gateways);
        }
        if let Some(ambient) = &self.ambient {
            components.extend(ambient.components());
        }
        if let Some(openshift) = self.sidecar_agent()
            && self.profile.as_deref() != Some(Openshift::PROFILE)
        {
            components.insert(
                "cni".into(),
                json!({"enabled": true, "namespace": openshift.cni_namespace}),
            );
            let mut agent = Value::Object(openshift.agent_values());
            merge(&mut agent, values.get("cni").unwrap_or(&json!({})));
            if agent.as_object().is_some_and(|agent| !agent.is_empty()) {
                values["cni"] = agent;
            }
        }
        let revision = self.installation.revision.as_ref();
        if let ControlPlaneRole::External(external) = &self.role {
            components.insert("pilot".into(), external.component(revision));
        }
        if let ControlPlaneRole::ExternalRemote(remote) = &self.role {
            let mut own = json!({});
            remote.set_spec(&mut own, revision);
            if let Some(Value::Object(own)) = own.get("components") {
                components.extend(own.clone());
            }
            if let Some(own) = own.get("values") {
                merge(&mut values, own);
            }
        }
        if !components.is_empty() {
            spec.insert("components".into(), Value::Object(components));
        }
        spec.insert("values".into(), values);
        operator(
            CONTROL_PLANE_OPERATOR,
            self.namespace,
            self.profile.as_deref(),
            &self.installation,
            spec,
        )
    }
}

/// Moves `gateways.<name>.enabled` to where an IstioOperator has it: its components.
pub(super) fn take_gateway_switches(values: &mut Value) -> Option<Value> {
    let gateways = values.get_mut("gateways")?.as_object_mut()?;
    let mut components = Map::new();
    for (name, component) in [
        ("istio-ingressgateway", "ingressGateways"),
        ("istio-egressgateway", "egressGateways"),
    ] {
        let Some(gateway) = gateways.get_mut(name).and_then(Value::as_object_mut) else {
            continue;
        };
        let Some(enabled) = gateway.shift_remove("enabled") else {
            continue;
        };
        if gateway.is_empty() {
            gateways.shift_remove(name);
        }
        components.insert(
            component.into(),
            json!([{"name": name, "enabled": enabled}]),
        );
    }
    if gateways.is_empty() {
        values.as_object_mut()?.shift_remove("gateways");
    }
    (!components.is_empty()).then_some(Value::Object(components))
}
