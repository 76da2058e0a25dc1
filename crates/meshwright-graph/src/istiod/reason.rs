//! Why an endpoint is left out, a proxy is refused, or a request does not arrive: one code each.
//!
//! D: istiod drops the endpoint. C: the proxy does not start or gets no configuration.
//! P: the endpoint is listed, and the request breaks on its way.

use meshwright_diag::Text;

macro_rules! reasons {
    ($($(#[$meta:meta])* $code:ident),+ $(,)?) => {
        /// A reason by its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason { $($(#[$meta])* $code),+ }

        impl Reason {
            /// Every reason, sorted by code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code: `D01`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$code => stringify!($code)),+ }
            }
        }
    };
}

reasons! {
    /// Cluster id unknown to istiod.
    C01,
    /// TokenReview refused, or the API server is away.
    C02,
    /// istiod's certificate: another root, or the name is not in it.
    C03,
    /// No `istio-ca-root-cert` in the namespace.
    C04,
    /// The injection webhook cannot be reached, or its `caBundle` is empty.
    C05,
    /// Service not known to this control plane, or not visible.
    D01,
    /// Service port not known.
    D02,
    /// Port name differs.
    D03,
    /// Address is a host name.
    D04,
    /// Subset labels differ.
    D05,
    /// Node-local.
    D06,
    /// Outside the requested network view.
    D07,
    /// Cluster-local.
    D08,
    /// Not exported (MCS).
    D09,
    /// No address.
    D10,
    /// Unhealthy.
    D11,
    /// Terminating.
    D12,
    /// Draining.
    D13,
    /// Ambient: service not global.
    D14,
    /// Ambient: flag off for this kind of proxy.
    D15,
    /// Ambient: no gateway that can be reached.
    D16,
    /// No gateway of the proxy's IP family.
    D17,
    /// No Istio mutual TLS across networks.
    D18,
    /// SNI-DNAT: no Istio mutual TLS.
    D19,
    /// Cluster not visible or not synced.
    D20,
    /// The name does not resolve.
    P01,
    /// No listener for the address that the application uses.
    P02,
    /// Pod range not routed.
    P03,
    /// Firewall.
    P04,
    /// The gateway has no chain for this SNI.
    P05,
    /// Subset unknown at the gateway.
    P06,
    /// The gateway has no endpoint.
    P07,
    /// The gateway hands on to another gateway.
    P08,
    /// No common root.
    P09,
    /// Server identity not expected.
    P10,
    /// Client trust domain not accepted.
    P11,
    /// Authorization policy.
    P12,
    /// Gateway down.
    P13,
    /// Wrong or zero gateway port.
    P14,
    /// SNI replaced by a DestinationRule.
    P15,
    /// The client has no proxy.
    P16,
}

impl Reason {
    /// The reason of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.code() == code)
    }

    /// The reason as half a sentence.
    pub fn text(self) -> Text {
        Text::new(format!("reason-{}", self.code()), Vec::new())
    }
}
