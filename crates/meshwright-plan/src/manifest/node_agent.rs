//! An agent of a cluster's nodes, ambient or on OpenShift, for methods that install it apart from istiod: values
//! of its chart, or a resource of the Sail operator.

use meshwright_catalog::facts::openshift::OpenshiftSettings;
use meshwright_diag::Value;
use meshwright_model::{ClusterName, NetworkName, Revision};
use serde_json::{Map, json};

use super::merge::{merge, set};
use super::{Ambient, ControlPlane, Openshift};

/// Which agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeAgentKind {
    /// The CNI agent.
    Cni,
    /// ztunnel.
    Ztunnel,
}

/// An agent of the nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeAgent {
    /// Which.
    pub kind: NodeAgentKind,
    /// The profile of its chart; `None` for the chart's own values.
    pub profile: Option<&'static str>,
    /// The cluster's name.
    pub cluster: ClusterName,
    /// The cluster's network.
    pub network: NetworkName,
    /// The path of the network in the values of ztunnel; `None` where it has none.
    pub network_value: Option<String>,
    /// The revision of the istiod that it connects to; `None` for the default one.
    pub revision: Option<Revision>,
    /// `global`: images, platform, and what the user says of all charts.
    pub global: Value,
    /// The user's values for the agent, laid over the derived ones.
    pub own: Value,
}

/// The keys below `global` that istiod's chart shares with those of the agents; resources of the
/// Sail operator take no others.
const SHARED_GLOBALS: [&str; 7] = [
    "hub",
    "tag",
    "variant",
    "imagePullPolicy",
    "imagePullSecrets",
    "logAsJson",
    "platform",
];

impl NodeAgent {
    /// The agent of an ambient cluster.
    pub(crate) fn ambient(
        kind: NodeAgentKind,
        control_plane: &ControlPlane,
        ambient: &Ambient,
    ) -> Self {
        Self {
            profile: Some("ambient"),
            network_value: ambient.ztunnel_network_value.clone(),
            ..Self::of(kind, control_plane, ambient.platform)
        }
    }

    /// The CNI agent for sidecars on OpenShift.
    pub(crate) fn for_sidecars(control_plane: &ControlPlane, openshift: &Openshift) -> Self {
        let (profile, platform, written) = match openshift.settings {
            OpenshiftSettings::Platform => (None, Some(Openshift::PLATFORM), false),
            OpenshiftSettings::ChartProfile => (Some(Openshift::PROFILE), None, false),
            OpenshiftSettings::WrittenOut => (None, None, true),
        };
        let mut agent = Self {
            profile,
            ..Self::of(NodeAgentKind::Cni, control_plane, platform)
        };
        if written {
            let mut own = Value::Object(openshift.agent_values());
            merge(&mut own, &agent.own);
            agent.own = own;
        }
        agent
    }

    fn of(kind: NodeAgentKind, control_plane: &ControlPlane, platform: Option<&str>) -> Self {
        let installation = &control_plane.installation;
        let mut global = Map::new();
        for (key, value) in [
            ("hub", installation.hub.as_deref()),
            ("tag", installation.tag.as_deref()),
            ("platform", platform),
        ] {
            if let Some(value) = value {
                global.insert(key.into(), json!(value));
            }
        }
        if let Some(Value::Object(users)) = control_plane.values.get("global") {
            let shared = users
                .iter()
                .filter(|(key, _)| SHARED_GLOBALS.contains(&key.as_str()));
            global.extend(shared.map(|(key, value)| (key.clone(), value.clone())));
        }
        let own = control_plane.values.get(match kind {
            NodeAgentKind::Cni => "cni",
            NodeAgentKind::Ztunnel => "ztunnel",
        });
        Self {
            kind,
            profile: None,
            cluster: control_plane.cluster.clone(),
            network: control_plane.network.clone(),
            network_value: None,
            revision: installation.revision.clone(),
            global: Value::Object(global),
            own: own.cloned().unwrap_or_else(|| json!({})),
        }
    }

    /// The agent's own values, without `global`.
    fn own_values(&self) -> Value {
        let mut values = json!({});
        if self.kind == NodeAgentKind::Ztunnel {
            let cluster = json!(self.cluster.as_str());
            set(&mut values, "multiCluster.clusterName", cluster);
            if let Some(place) = &self.network_value {
                set(&mut values, place, json!(self.network.as_str()));
            }
            if let Some(revision) = &self.revision {
                set(&mut values, "revision", json!(revision.as_str()));
            }
        }
        merge(&mut values, &self.own);
        values
    }

    /// The values of its chart.
    pub(crate) fn values(&self) -> Value {
        let mut values = json!({});
        if let Some(profile) = self.profile {
            set(&mut values, "profile", json!(profile));
        }
        if !is_empty(&self.global) {
            merge(&mut values, &json!({"global": self.global}));
        }
        let own = self.own_values();
        match self.kind {
            NodeAgentKind::Ztunnel => merge(&mut values, &own),
            NodeAgentKind::Cni if is_empty(&own) => {}
            NodeAgentKind::Cni => merge(&mut values, &json!({"cni": own})),
        }
        values
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_none_or(Map::is_empty)
}

/// A resource `IstioCNI` or `ZTunnel` of the Sail operator.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeAgentResource {
    /// Its API version.
    pub api: String,
    /// Istio's version with a `v`; the operator installs those that it knows and no others.
    pub version: String,
    /// Where the agent is installed; of a CNI agent it cannot be changed later.
    pub namespace: &'static str,
    /// What it asks for.
    pub agent: NodeAgent,
}

impl NodeAgentResource {
    const fn names(&self) -> (&'static str, &'static str, &'static str) {
        match self.agent.kind {
            NodeAgentKind::Cni => ("IstioCNI", "istiocni", "cni"),
            NodeAgentKind::Ztunnel => ("ZTunnel", "ztunnel", "ztunnel"),
        }
    }

    /// Its kind and name: `ztunnel/default`. A cluster has one of each, by that name.
    pub fn reference(&self) -> String {
        format!("{}/default", self.names().1)
    }

    pub(crate) fn document(&self) -> Value {
        let (kind, _, section) = self.names();
        let mut spec = json!({"version": self.version, "namespace": self.namespace});
        // A ZTunnel has no profile: it is ambient or nothing.
        if let (NodeAgentKind::Cni, Some(profile)) = (self.agent.kind, self.agent.profile) {
            set(&mut spec, "profile", json!(profile));
        }
        let mut values = Map::new();
        if !is_empty(&self.agent.global) {
            values.insert("global".into(), self.agent.global.clone());
        }
        let own = self.agent.own_values();
        if !is_empty(&own) {
            values.insert(section.into(), own);
        }
        if !values.is_empty() {
            merge(&mut spec, &json!({"values": values}));
        }
        json!({
            "apiVersion": self.api,
            "kind": kind,
            "metadata": {"name": "default"},
            "spec": spec,
        })
    }
}
