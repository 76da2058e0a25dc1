//! `values.global.meshNetworks`: gateways that istiod cannot find by itself.
//!
//! A NodePort gateway is found only through nodes that have an ExternalIP. Where the topology
//! names addresses and a node port, they are told to every istiod here, in values, so that no
//! install takes them back.

use meshwright_diag::Value;
use meshwright_model::{Address, ClusterName, NetworkName};
use serde_json::{Map, json};

/// The static view of networks, the same in every primary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeshNetworks(pub Vec<MeshNetwork>);

/// A network and the gateways that are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeshNetwork {
    /// The network.
    pub name: NetworkName,
    /// The clusters in it: `fromRegistry`.
    pub clusters: Vec<ClusterName>,
    /// Addresses with their ports.
    pub gateways: Vec<(Address, u16)>,
}

impl MeshNetworks {
    pub(crate) fn value(&self) -> Value {
        let networks: Map<_, _> = self
            .0
            .iter()
            .map(|network| {
                let endpoints: Vec<Value> = network
                    .clusters
                    .iter()
                    .map(|cluster| json!({"fromRegistry": cluster.as_str()}))
                    .collect();
                let gateways: Vec<Value> = network
                    .gateways
                    .iter()
                    .map(|(address, port)| json!({"address": address.to_string(), "port": port}))
                    .collect();
                let value = json!({"endpoints": endpoints, "gateways": gateways});
                (network.name.to_string(), value)
            })
            .collect();
        Value::Object(networks)
    }
}
