//! Whether a proxy speaks Istio's mutual TLS to an endpoint, which requests across networks need.
//!
//! Source: `pilot/pkg/xds/endpoints/mtls_checker.go` of Istio 1.30.3.

use super::{Endpoint, Features, PeerAuthentication, Pilot, Policy, Tls, TlsMode};

/// E-MTLS: whether the configuration of the asking istiod has the proxy speak it.
pub fn is_mtls(pilot: &Pilot, policy: Policy, endpoint: &Endpoint) -> bool {
    match policy.destination_tls {
        Some(TlsMode::IstioMutual) => return true,
        Some(TlsMode::Disable) => return false,
        Some(TlsMode::Simple | TlsMode::Mutual) if pilot.facts.other_tls_modes_are_off => {
            return false;
        }
        Some(TlsMode::Simple | TlsMode::Mutual) | None => {}
    }
    endpoint.tls == Tls::Istio && policy.peer_authentication != PeerAuthentication::Disable
}

/// E-TUNNEL: whether the endpoint is reached over HBONE, which takes the place of mutual TLS.
pub fn is_tunnelled(features: Features, endpoint: &Endpoint) -> bool {
    endpoint.tunnel && (endpoint.tls != Tls::Istio || features.prefer_hbone_send)
}

/// The TLS settings of a DestinationRule, as far as they decide about mutual TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DestinationTls {
    /// `trafficPolicy.tls.mode`.
    pub top: Option<TlsMode>,
    /// `trafficPolicy.portLevelSettings`, by port.
    pub ports: Vec<(u16, TlsMode)>,
    /// The subsets.
    pub subsets: Vec<SubsetTls>,
}

/// The TLS settings of a subset's own traffic policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubsetTls {
    /// Its name.
    pub name: String,
    /// `trafficPolicy.tls.mode`.
    pub top: Option<TlsMode>,
    /// `trafficPolicy.portLevelSettings`, by port.
    pub ports: Vec<(u16, TlsMode)>,
}

impl DestinationTls {
    /// The mode that istiod tests for a port and a subset.
    ///
    /// A subset has only its own policy: without one, the top level does not count, although the
    /// proxy's TLS settings inherit it.
    pub fn mode(&self, subset: Option<&str>, port: u16) -> Option<TlsMode> {
        let (top, ports) = match subset {
            None => (self.top, &self.ports),
            Some(subset) => {
                let found = self.subsets.iter().find(|it| it.name == subset)?;
                (found.top, &found.ports)
            }
        };
        let of_port = ports.iter().find(|(number, _)| *number == port);
        of_port.map(|(_, mode)| *mode).or(top)
    }
}

#[cfg(test)]
mod tests {
    use super::{DestinationTls, SubsetTls, TlsMode};

    #[test]
    fn a_subset_without_a_policy_does_not_inherit_the_top_level() {
        let rule = DestinationTls {
            top: Some(TlsMode::Disable),
            ports: vec![(80, TlsMode::IstioMutual)],
            subsets: vec![SubsetTls {
                name: "v1".to_owned(),
                ..SubsetTls::default()
            }],
        };
        assert_eq!(rule.mode(None, 81), Some(TlsMode::Disable));
        assert_eq!(rule.mode(None, 80), Some(TlsMode::IstioMutual));
        assert_eq!(rule.mode(Some("v1"), 80), None);
        assert_eq!(rule.mode(Some("v9"), 80), None);
    }
}
