//! The Gateway that lets other networks reach every service: AUTO_PASSTHROUGH on 15443.

use meshwright_catalog::ports::CROSS_NETWORK;
use meshwright_diag::Value;
use serde_json::json;

use crate::istio::EAST_WEST_SELECTOR;

/// `cross-network-gateway`, read by the istiod that serves the gateways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossNetworkGateway {
    /// The API version of `networking.istio.io`.
    pub api_version: String,
    /// The namespace of the istiod that serves the gateways.
    pub namespace: &'static str,
    /// The hosts that are let in: `*.local` or `*.<cluster domain>`.
    pub hosts: Vec<String>,
}

impl CrossNetworkGateway {
    pub(crate) fn document(&self) -> Value {
        json!({
            "apiVersion": self.api_version,
            "kind": "Gateway",
            "metadata": {"name": "cross-network-gateway", "namespace": self.namespace},
            "spec": {
                "selector": {"istio": EAST_WEST_SELECTOR},
                "servers": [{
                    "port": {"number": CROSS_NETWORK.number, "name": "tls", "protocol": "TLS"},
                    "tls": {"mode": "AUTO_PASSTHROUGH"},
                    "hosts": self.hosts,
                }],
            },
        })
    }
}
