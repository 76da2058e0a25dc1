//! Why an endpoint is left out, a proxy is refused, or a request does not arrive: one code each.
//!
//! D: istiod drops the endpoint. C: the proxy does not start or gets no configuration.
//! P: the endpoint is listed, and the request breaks on its way.

use meshwright_diag::Text;

macro_rules! reasons {
    ($($(#[$meta:meta])* $code:ident = $text:literal),+ $(,)?) => {
        /// A reason by its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason { $($(#[$meta])* $code),+ }

        impl Reason {
            /// Every reason, sorted by code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code: `D01`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$code => $text),+ }
            }
        }
    };
}

reasons! {
    /// Cluster id unknown to istiod.
    C01 = "C01",
    /// TokenReview refused, or the API server is away.
    C02 = "C02",
    /// istiod's certificate: another root, or the name is not in it.
    C03 = "C03",
    /// No `istio-ca-root-cert` in the namespace.
    C04 = "C04",
    /// The injection webhook cannot be reached, or its `caBundle` is empty.
    C05 = "C05",
    /// Service not known to this control plane, or not visible.
    D01 = "D01",
    /// Service port not known.
    D02 = "D02",
    /// Port name differs.
    D03 = "D03",
    /// Address is a host name.
    D04 = "D04",
    /// Subset labels differ.
    D05 = "D05",
    /// Node-local.
    D06 = "D06",
    /// Outside the requested network view.
    D07 = "D07",
    /// Cluster-local.
    D08 = "D08",
    /// Not exported (MCS).
    D09 = "D09",
    /// No address.
    D10 = "D10",
    /// Unhealthy.
    D11 = "D11",
    /// Terminating.
    D12 = "D12",
    /// Draining.
    D13 = "D13",
    /// Ambient: service not global.
    D14 = "D14",
    /// Ambient: flag off for this kind of proxy.
    D15 = "D15",
    /// Ambient: no gateway that can be reached.
    D16 = "D16",
    /// No gateway of the proxy's IP family.
    D17 = "D17",
    /// No Istio mutual TLS across networks.
    D18 = "D18",
    /// SNI-DNAT: no Istio mutual TLS.
    D19 = "D19",
    /// Cluster not visible or not synced.
    D20 = "D20",
    /// The name does not resolve.
    P01 = "P01",
    /// No listener for the address that the application uses.
    P02 = "P02",
    /// Pod range not routed.
    P03 = "P03",
    /// Firewall.
    P04 = "P04",
    /// The gateway has no chain for this SNI.
    P05 = "P05",
    /// Subset unknown at the gateway.
    P06 = "P06",
    /// The gateway has no endpoint.
    P07 = "P07",
    /// The gateway hands on to another gateway.
    P08 = "P08",
    /// No common root.
    P09 = "P09",
    /// Server identity not expected.
    P10 = "P10",
    /// Client trust domain not accepted.
    P11 = "P11",
    /// Authorization policy.
    P12 = "P12",
    /// Gateway down.
    P13 = "P13",
    /// Wrong or zero gateway port.
    P14 = "P14",
    /// SNI replaced by a DestinationRule.
    P15 = "P15",
    /// The client has no proxy.
    P16 = "P16",
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
