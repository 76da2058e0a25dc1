//! Values of Istio's Helm charts, one file for each release of a chart.
//!
//! The charts `base` and `istiod` know profiles by name; the chart `gateway` refuses every value
//! that it does not know.

use meshwright_catalog::ports;
use meshwright_diag::Value;
use meshwright_model::Revision;
use serde_json::{Map, json};

use super::istio_operator::take_gateway_switches;
use super::merge::{merge, set};
use super::{ControlPlane, ControlPlaneRole, EastWestGateway, Installation};
use crate::istio::SYSTEM_NAMESPACE;

/// The values of the chart `base`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseValues {
    /// The profile; `None` for the chart's own values.
    pub profile: Option<String>,
    /// The revision that validates; `None` for the default one.
    pub default_revision: Option<Revision>,
    /// Where istiod is installed.
    pub namespace: &'static str,
    /// Where a webhook that validates finds an istiod elsewhere; `None` for the one beside it.
    pub validation_url: Option<String>,
}

impl BaseValues {
    pub(crate) fn values(&self) -> Value {
        let mut values = Map::new();
        if let Some(profile) = &self.profile {
            values.insert("profile".into(), json!(profile));
        }
        let revision = self.default_revision.as_ref();
        let revision = revision.map_or("default", Revision::as_str);
        values.insert("defaultRevision".into(), json!(revision));
        if self.namespace != SYSTEM_NAMESPACE {
            values.insert("global".into(), json!({"istioNamespace": self.namespace}));
        }
        if let Some(url) = &self.validation_url {
            values.insert("base".into(), json!({"validationURL": url}));
        }
        Value::Object(values)
    }
}

impl ControlPlane {
    /// The values of the chart `istiod`.
    pub(crate) fn helm_values(&self) -> Value {
        let mut values = Map::new();
        if let Some(profile) = &self.profile {
            values.insert("profile".into(), json!(profile));
        }
        if let Some(revision) = &self.installation.revision {
            values.insert("revision".into(), json!(revision.as_str()));
        }
        let mut derived = json!({});
        if matches!(self.role, ControlPlaneRole::Remote { .. }) {
            // Istio's Helm guide sets it and its IstioOperator guide does not: it adds the
            // webhook that validates Istio's objects where people may write them by mistake.
            set(&mut derived, "global.configCluster", json!(true));
        }
        merge(&mut derived, &self.chart_values());
        if let Value::Object(derived) = derived {
            values.extend(derived);
        }
        Value::Object(values)
    }

    /// Images, mesh config and values as the chart `istiod` takes them: without profile and
    /// revision, which Helm and the Sail operator take differently.
    pub(crate) fn chart_values(&self) -> Value {
        let mut values = json!({});
        images(&mut values, &self.installation);
        if let Some(config) = self.mesh_config() {
            merge(&mut values, &json!({"meshConfig": config}));
        }
        if let ControlPlaneRole::External(external) = &self.role {
            external.set_chart_values(&mut values, self.installation.revision.as_ref());
        }
        let mut rest = self.values();
        // The chart brings no gateways: where these are switched off, they already are.
        take_gateway_switches(&mut rest);
        merge(&mut values, &rest);
        values
    }
}

/// Sets where images come from.
pub(super) fn images(values: &mut Value, installation: &Installation) {
    for (key, value) in [
        ("global.hub", &installation.hub),
        ("global.tag", &installation.tag),
    ] {
        if let Some(value) = value {
            set(values, key, json!(value));
        }
    }
}

/// What leaves the user of a gateway's pods to the platform, as values of the chart `gateway`.
pub(super) fn chart_platform(platform: Option<&str>, takes_platform: bool) -> Map<String, Value> {
    let mut values = Map::new();
    if let Some(platform) = platform {
        if takes_platform {
            values.insert("platform".into(), json!(platform));
        } else {
            // The chart's own, without its user and group.
            let context = json!({
                "capabilities": {"drop": ["ALL"]},
                "allowPrivilegeEscalation": false,
                "privileged": false,
                "readOnlyRootFilesystem": true,
                "runAsNonRoot": true,
            });
            values.insert("containerSecurityContext".into(), context);
        }
    }
    values
}

impl EastWestGateway {
    /// Whether the chart's own value `networkGateway` opens other ports than the gateway's.
    ///
    /// It opens those of [`ports::EAST_WEST_GATEWAY`], without node ports. The gateway of a remote
    /// must not open those of istiod: the Gateway that lets remotes reach istiod is read by the
    /// primary, and selects the gateways of its remotes too.
    pub(crate) fn needs_ports_of_its_own(&self) -> bool {
        let service = self.service();
        let own = service["ports"].as_array().map_or(&[][..], Vec::as_slice);
        let same = |(port, charts): (&Value, &ports::Port)| {
            port["port"] == json!(charts.number)
                && port["targetPort"] == json!(charts.number)
                && port.get("nodePort").is_none()
        };
        let charts = &ports::EAST_WEST_GATEWAY;
        own.len() != charts.len() || !own.iter().zip(charts).all(same)
    }

    /// The values of the chart `gateway`.
    pub(crate) fn helm_values(&self) -> Value {
        let mut values = Map::new();
        let mut service = self.service();
        if let Some(revision) = &self.installation.revision {
            values.insert("revision".into(), json!(revision.as_str()));
        }
        let network = self.network.as_str();
        if self.needs_ports_of_its_own() {
            // What `networkGateway` stands for, written out.
            values.insert("labels".into(), Value::Object(self.network_labels()));
            if let Some(name) = &self.network_view_env {
                values.insert("env".into(), json!({name: network}));
            }
        } else {
            values.insert("networkGateway".into(), json!(network));
            if let Value::Object(service) = &mut service {
                service.shift_remove("ports");
            }
        }
        if !self.annotations.is_empty() {
            let annotations: Map<_, _> = self
                .annotations
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            merge(&mut service, &json!({"annotations": annotations}));
        }
        values.insert("service".into(), service);
        values.extend(chart_platform(self.platform, self.takes_platform));
        values.insert(
            "autoscaling".into(),
            json!({"minReplicas": self.replicas, "maxReplicas": self.replicas.max(5)}),
        );
        Value::Object(values)
    }
}
