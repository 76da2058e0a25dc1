//! The IstioOperator of a control plane.
//!
//! It always has a name: without one, installing again deletes the east-west gateway.

use meshwright_diag::Value;
use meshwright_model::{
    Address, ClusterDomain, ClusterName, MeshId, NetworkName, Profile, TrustDomain,
};
use serde_json::{Map, json};

use super::merge::merge;
use super::{Installation, MeshNetworks};
use crate::istio::CONTROL_PLANE_OPERATOR;

/// The IstioOperator of a control plane, or of what a remote has of one.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlPlane {
    /// The cluster's name.
    pub cluster: ClusterName,
    /// The cluster's network.
    pub network: NetworkName,
    /// `values.global.meshID`.
    pub mesh_id: MeshId,
    /// Its revision and images.
    pub installation: Installation,
    /// What differs between a primary and a remote.
    pub role: ControlPlaneRole,
    /// The user's values, laid over the derived ones.
    pub values: Value,
}

/// What differs between a primary and a remote.
#[derive(Clone, Debug, PartialEq)]
pub enum ControlPlaneRole {
    /// It runs istiod.
    Primary {
        /// The profile.
        profile: Profile,
        /// The mesh's trust domain.
        trust_domain: TrustDomain,
        /// The cluster's DNS domain.
        cluster_domain: ClusterDomain,
        /// `proxyMetadata` of every proxy, in order.
        proxy_metadata: Vec<(String, String)>,
        /// Hosts that never leave their cluster.
        cluster_local_hosts: Vec<String>,
        /// The user's mesh config, laid over the derived one.
        mesh_config: Value,
        /// Where `externalIstiod` goes, below `values`, for a primary that serves remotes.
        external_istiod: Option<String>,
        /// Gateways that istiod cannot find by itself; `None` for none.
        mesh_networks: Option<MeshNetworks>,
    },
    /// It uses the istiod of a primary.
    Remote {
        /// The profile.
        profile: String,
        /// `values.istiodRemote.injectionPath`.
        injection_path: String,
        /// `values.global.remotePilotAddress`; `None` where it is learned when applied.
        discovery_address: Option<Address>,
    },
}

impl ControlPlane {
    pub(crate) fn document(&self) -> Value {
        let profile = match &self.role {
            ControlPlaneRole::Primary { profile, .. } => profile.as_str(),
            ControlPlaneRole::Remote { profile, .. } => profile.as_str(),
        };
        let mut spec = Map::new();
        if let ControlPlaneRole::Primary { .. } = &self.role {
            spec.insert("meshConfig".into(), self.mesh_config());
        }
        let mut values = self.derived_values();
        merge(&mut values, &self.values);
        if let Some(components) = take_gateway_switches(&mut values) {
            spec.insert("components".into(), components);
        }
        spec.insert("values".into(), values);
        self.installation
            .operator(CONTROL_PLANE_OPERATOR, profile, spec)
    }

    fn mesh_config(&self) -> Value {
        let ControlPlaneRole::Primary {
            trust_domain,
            proxy_metadata,
            cluster_local_hosts,
            mesh_config,
            ..
        } = &self.role
        else {
            return json!({});
        };
        let mut config = json!({"trustDomain": trust_domain.as_str()});
        if !proxy_metadata.is_empty() {
            let metadata: Map<_, _> = proxy_metadata
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            merge(
                &mut config,
                &json!({"defaultConfig": {"proxyMetadata": metadata}}),
            );
        }
        if !cluster_local_hosts.is_empty() {
            merge(
                &mut config,
                &json!({"serviceSettings": [
                    {"settings": {"clusterLocal": true}, "hosts": cluster_local_hosts}
                ]}),
            );
        }
        merge(&mut config, mesh_config);
        config
    }

    fn derived_values(&self) -> Value {
        let mut values = json!({"global": {
            "meshID": self.mesh_id.as_str(),
            "multiCluster": {"clusterName": self.cluster.as_str()},
            "network": self.network.as_str(),
        }});
        match &self.role {
            ControlPlaneRole::Primary {
                cluster_domain,
                external_istiod,
                mesh_networks,
                ..
            } => {
                if cluster_domain.as_str() != "cluster.local" {
                    let domain = cluster_domain.as_str();
                    merge(
                        &mut values,
                        &json!({"global": {"proxy": {"clusterDomain": domain}}}),
                    );
                }
                if let Some(place) = external_istiod {
                    set(&mut values, place, json!(true));
                }
                if let Some(networks) = mesh_networks {
                    merge(
                        &mut values,
                        &json!({"global": {"meshNetworks": networks.value()}}),
                    );
                }
            }
            ControlPlaneRole::Remote {
                injection_path,
                discovery_address,
                ..
            } => {
                merge(
                    &mut values,
                    &json!({"istiodRemote": {"injectionPath": injection_path}}),
                );
                if let Some(address) = discovery_address {
                    let address = address.to_string();
                    merge(
                        &mut values,
                        &json!({"global": {"remotePilotAddress": address}}),
                    );
                }
            }
        }
        values
    }
}

/// Sets `values.a.b` or `a.b` inside `values`.
fn set(values: &mut Value, place: &str, value: Value) {
    let place = place.strip_prefix("values.").unwrap_or(place);
    let nested = place
        .rsplit('.')
        .fold(value, |inner, key| json!({ key: inner }));
    merge(values, &nested);
}

/// Moves `gateways.<name>.enabled` to where an IstioOperator has it: its components.
fn take_gateway_switches(values: &mut Value) -> Option<Value> {
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
