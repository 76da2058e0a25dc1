//! Gateways of other networks by their addresses: the class `istio-remote`.
//!
//! Nothing is deployed for such a Gateway. The istiod of the cluster that holds it takes its
//! addresses for gateways of the network that its label names (istio/istio,
//! pilot/pkg/serviceregistry/kube/controller/network.go, from 1.19 on).

use meshwright_diag::Value;
use meshwright_model::{Address, ClusterName, NetworkName};
use serde_json::json;

use crate::istio::NETWORK_LABEL;

/// The gateways that an istiod is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteGateways {
    /// The namespace of istiod.
    pub namespace: &'static str,
    /// The gateways, in the order of the topology.
    pub gateways: Vec<RemoteGateway>,
}

/// A gateway that an istiod is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteGateway {
    /// The cluster that it is in.
    pub cluster: ClusterName,
    /// The network that it leads into.
    pub network: NetworkName,
    /// Its addresses.
    pub addresses: Vec<Address>,
    /// The port as callers see it.
    pub port: u16,
}

impl RemoteGateways {
    pub(crate) fn documents(&self) -> Vec<Value> {
        let gateways = self.gateways.iter();
        gateways.map(|gateway| self.document(gateway)).collect()
    }

    fn document(&self, gateway: &RemoteGateway) -> Value {
        let addresses: Vec<Value> = gateway
            .addresses
            .iter()
            .map(|address| {
                let kind = match address {
                    Address::Ip(_) => "IPAddress",
                    Address::Hostname(_) => "Hostname",
                };
                json!({"type": kind, "value": address.to_string()})
            })
            .collect();
        json!({
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "Gateway",
            "metadata": {
                "name": format!("eastwest-{}", gateway.cluster),
                "namespace": self.namespace,
                "labels": {NETWORK_LABEL: gateway.network.as_str()},
            },
            "spec": {
                "gatewayClassName": "istio-remote",
                "addresses": addresses,
                "listeners": [{
                    "name": "cross-network",
                    "port": gateway.port,
                    "protocol": "TLS",
                    "tls": {
                        "mode": "Passthrough",
                        // Says what 15443 would say by itself.
                        "options": {"gateway.istio.io/listener-protocol": "auto-passthrough"},
                    },
                }],
            },
        })
    }
}
