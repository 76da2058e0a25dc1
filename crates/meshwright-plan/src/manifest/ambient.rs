//! What the ambient data plane of a cluster is to be, beside its control plane.
//!
//! Two agents on every node: the CNI agent leads pods into the mesh, ztunnel carries what they
//! send. Both take their values from the charts of the same names; an IstioOperator of the
//! profile `ambient` has them as components, and hands them `values.global` itself.

use meshwright_diag::Value;
use serde_json::{Map, json};

use super::merge::set;
use crate::Condition;
use crate::istio::SYSTEM_NAMESPACE;

/// The ambient data plane of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambient {
    /// The environment variable of istiod that switches several networks on; `None` in a mesh of
    /// one network.
    pub multi_network_env: Option<String>,
    /// `global.platform`: where the CNI agent finds the network plugins of the nodes; `None`
    /// where they are at the usual place.
    pub platform: Option<&'static str>,
    /// Where the CNI agent is installed.
    pub cni_namespace: &'static str,
    /// Where ztunnel is installed.
    pub ztunnel_namespace: &'static str,
    /// The path of the network in the values of the chart `ztunnel`; `None` where the chart has
    /// none.
    pub ztunnel_network_value: Option<String>,
}

impl Ambient {
    /// The DaemonSet of the CNI agent.
    pub const CNI: &'static str = "istio-cni-node";
    /// The DaemonSet of ztunnel.
    pub const ZTUNNEL: &'static str = "ztunnel";

    /// What shows that the agents run on every node.
    pub(crate) fn ready(&self) -> [Condition; 2] {
        [
            (Self::CNI, self.cni_namespace),
            (Self::ZTUNNEL, self.ztunnel_namespace),
        ]
        .map(|(name, namespace)| Condition::DaemonSetReady {
            name: name.to_owned(),
            namespace,
        })
    }

    /// Lays what istiod has to know over the values of its chart.
    pub(super) fn set_istiod_values(&self, values: &mut Value) {
        if let Some(env) = &self.multi_network_env {
            // Environment variables are texts: a bare true would be refused.
            set(values, &format!("pilot.env.{env}"), json!("true"));
        }
        if let Some(platform) = self.platform {
            set(values, "global.platform", json!(platform));
        }
        // istiod signs for workloads on behalf of ztunnel, and of nobody who only calls itself so.
        if self.platform == Some("openshift") {
            set(
                values,
                "pilot.trustedZtunnelNamespace",
                json!(self.ztunnel_namespace),
            );
        }
    }

    /// The components of an IstioOperator whose place is not that of the profile.
    pub(super) fn components(&self) -> Map<String, Value> {
        let mut components = Map::new();
        for (component, namespace) in [
            ("cni", self.cni_namespace),
            ("ztunnel", self.ztunnel_namespace),
        ] {
            if namespace != SYSTEM_NAMESPACE {
                components.insert(component.into(), json!({"namespace": namespace}));
            }
        }
        components
    }
}
