//! The ports that Istio uses, with their names and purposes.

use meshwright_diag::Text;

/// A TCP port with a purpose of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port {
    /// The number.
    pub number: u16,
    /// The name that Istio's own manifests give it, or a short one where they give none.
    pub name: &'static str,
}

impl Port {
    /// What the port is for.
    pub fn purpose(&self) -> Text {
        Text::new(format!("port-{}", self.number), Vec::new())
    }
}

/// HTTPS of a Kubernetes API server where its URL names no port, and of the webhooks of istiod's Service.
pub const HTTPS: Port = port(443, "https");
/// The usual port of a Kubernetes API server.
pub const API_SERVER: Port = port(6443, "api-server");
/// Tunnels of the ambient data plane.
pub const HBONE: Port = port(15008, "hbone");
/// Configuration and certificates from istiod, without TLS.
pub const GRPC_PLAINTEXT: Port = port(15010, "grpc-xds");
/// Configuration and certificates from istiod.
pub const ISTIOD: Port = port(15012, "tls-istiod");
/// istiod's metrics.
pub const ISTIOD_MONITORING: Port = port(15014, "http-monitoring");
/// istiod's webhooks.
pub const WEBHOOK: Port = port(15017, "tls-webhook");
/// A proxy's merged metrics and rewritten probes.
pub const PROXY_METRICS: Port = port(15020, "http-agent");
/// Readiness of a proxy.
pub const STATUS: Port = port(15021, "status-port");
/// Envoy's own metrics.
pub const ENVOY_METRICS: Port = port(15090, "http-envoy-prom");
/// Traffic between networks, routed by SNI.
pub const CROSS_NETWORK: Port = port(15443, "tls");

/// Every port, sorted by number.
pub const PORTS: [Port; 11] = [
    HTTPS,
    API_SERVER,
    HBONE,
    GRPC_PLAINTEXT,
    ISTIOD,
    ISTIOD_MONITORING,
    WEBHOOK,
    PROXY_METRICS,
    STATUS,
    ENVOY_METRICS,
    CROSS_NETWORK,
];

/// The ports of an east-west gateway's Service, in the order of Istio's own manifest.
pub const EAST_WEST_GATEWAY: [Port; 4] = [STATUS, CROSS_NETWORK, ISTIOD, WEBHOOK];

const fn port(number: u16, name: &'static str) -> Port {
    Port { number, name }
}

#[cfg(test)]
mod tests {
    use meshwright_diag::{Language, Words};

    use super::{EAST_WEST_GATEWAY, PORTS};
    use crate::WORDS;

    #[test]
    fn ports_are_sorted_and_each_has_a_purpose() {
        assert!(PORTS.is_sorted_by_key(|port| port.number));
        assert!(Words::mistakes(Language::En, &[WORDS]).is_empty());
        let words = Words::new(Language::En, &[WORDS]);
        for port in PORTS {
            assert!(words.find(&port.purpose()).is_some(), "{port:?}");
        }
        assert!(EAST_WEST_GATEWAY.iter().all(|port| PORTS.contains(port)));
    }
}
