//! What istiod decides about: endpoints, proxies, gateways, and services as it has merged them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::{Features, IstiodFacts};

/// Where something listens, as far as it is known before anything runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Host {
    /// It has no address.
    #[default]
    Absent,
    /// An IP address.
    Ip(IpAddr),
    /// A host name.
    Name(String),
    /// Pods of a cluster, whose addresses nobody knows yet.
    PodOf(String),
    /// The gateway of a cluster, whose address is learned when it is installed.
    GatewayOf(String),
}

impl Host {
    /// Reads an address: empty for none, an IP address, else a host name.
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::Absent;
        }
        text.parse()
            .map_or_else(|_| Self::Name(text.to_owned()), Self::Ip)
    }

    /// Whether istiod has an address for it to send; a host name is none in EDS.
    pub const fn is_sendable(&self) -> bool {
        match self {
            Self::Ip(_) | Self::PodOf(_) | Self::GatewayOf(_) => true,
            Self::Absent | Self::Name(_) => false,
        }
    }

    /// The address as istiod compares it; the ones that are yet to be learned come last.
    pub fn order(&self) -> (u8, String) {
        match self {
            Self::Absent => (0, String::new()),
            Self::Ip(ip) => (0, ip.to_string()),
            Self::Name(name) => (0, name.clone()),
            Self::PodOf(cluster) => (1, cluster.clone()),
            Self::GatewayOf(cluster) => (2, cluster.clone()),
        }
    }

    /// The IP family; `None` where it is not known.
    pub const fn is_ipv4(&self) -> Option<bool> {
        match self {
            Self::Ip(ip) => Some(ip.is_ipv4()),
            Self::Absent | Self::Name(_) | Self::PodOf(_) | Self::GatewayOf(_) => None,
        }
    }
}

/// What a workload's proxy offers: the label `security.istio.io/tlsMode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// Istio's mutual TLS: the workload has a sidecar.
    #[default]
    Istio,
    /// Nothing.
    Disabled,
}

/// How an endpoint is, as the API server reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// Ready.
    #[default]
    Healthy,
    /// Not ready.
    Unhealthy,
    /// On its way out.
    Terminating,
    /// On its way out, and serving those that it knows.
    Draining,
}

/// Who may see an endpoint (MCS).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discoverable {
    /// Everyone.
    #[default]
    Always,
    /// Proxies of its own cluster.
    SameCluster,
    /// Nobody.
    Never,
}

/// An address that serves a port of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The cluster whose registry has it.
    pub cluster: String,
    /// Its network; empty for none.
    pub network: String,
    /// Its address.
    pub host: Host,
    /// The port it listens on: the target port.
    pub port: u16,
    /// The name of the service's port.
    pub port_name: String,
    /// `region/zone/subzone`, or less.
    pub locality: String,
    /// Its weight.
    pub weight: u32,
    /// Whether it speaks Istio's mutual TLS.
    pub tls: Tls,
    /// Whether it speaks HBONE.
    pub tunnel: bool,
    /// Labels of the pod.
    pub labels: BTreeMap<String, String>,
    /// Whether it is ready.
    pub health: Health,
    /// Who may see it.
    pub discoverable: Discoverable,
    /// Its node.
    pub node: String,
}

/// The kind of the asking proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyKind {
    /// A sidecar.
    #[default]
    Sidecar,
    /// A gateway that is no ingress, such as the east-west one.
    Router,
    /// An ingress gateway.
    Ingress,
    /// A waypoint.
    Waypoint,
}

/// The IP families of the asking proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IpFamily {
    /// IPv4 alone.
    #[default]
    V4,
    /// IPv6 alone.
    V6,
    /// Both, or not known.
    Dual,
}

/// The asking proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxy {
    /// Its kind.
    pub kind: ProxyKind,
    /// `ISTIO_META_CLUSTER_ID`.
    pub cluster: String,
    /// `ISTIO_META_NETWORK`; empty for none.
    pub network: String,
    /// Its IP families.
    pub family: IpFamily,
    /// `ISTIO_META_REQUESTED_NETWORK_VIEW`; empty for everything.
    pub view: BTreeSet<String>,
    /// Its node.
    pub node: String,
}

/// A network gateway, as istiod holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gateway {
    /// The network that it leads to.
    pub network: String,
    /// Its cluster; empty for one that `meshNetworks` names by address.
    pub cluster: String,
    /// Its address.
    pub host: Host,
    /// The port for mutual TLS; 0 for none.
    pub port: u16,
    /// The port for HBONE; 0 for none.
    pub hbone: u16,
    /// The ServiceAccount that a Gateway resource brings along.
    pub service_account: String,
}

/// A port of a service, as the asking istiod has merged it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of a Service that istiod asks for on its own"
)]
pub struct ServicePortView {
    /// The host name.
    pub host: String,
    /// The port's number.
    pub port: u16,
    /// The port's name.
    pub port_name: String,
    /// Whether the mesh config keeps it in its cluster.
    pub is_cluster_local: bool,
    /// Whether `internalTrafficPolicy` is `Local`.
    pub is_node_local: bool,
    /// Whether its scope is global (ambient).
    pub is_global: bool,
    /// Whether it wants endpoints that are not ready: it has a `trafficDistribution`.
    pub wants_unhealthy: bool,
    /// Whether it has persistent sessions, so that draining endpoints stay.
    pub is_persistent: bool,
}

impl ServicePortView {
    /// A service with nothing special about it.
    pub fn new(host: impl Into<String>, port: u16, port_name: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            port,
            port_name: port_name.into(),
            is_cluster_local: false,
            is_node_local: false,
            is_global: true,
            wants_unhealthy: false,
            is_persistent: false,
        }
    }
}

/// A TLS mode of a DestinationRule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsMode {
    /// `DISABLE`.
    Disable,
    /// `SIMPLE`.
    Simple,
    /// `MUTUAL`.
    Mutual,
    /// `ISTIO_MUTUAL`.
    IstioMutual,
}

/// A mode of PeerAuthentication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeerAuthentication {
    /// `PERMISSIVE`.
    #[default]
    Permissive,
    /// `STRICT`.
    Strict,
    /// `DISABLE`.
    Disable,
}

/// What the asking istiod's own configuration says about TLS to a port and subset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The TLS mode of the DestinationRule that applies; `None` where none does.
    pub destination_tls: Option<TlsMode>,
    /// The mode of PeerAuthentication that applies.
    pub peer_authentication: PeerAuthentication,
}

/// One istiod: what it sees and how it behaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pilot {
    /// `CLUSTER_ID`.
    pub cluster: String,
    /// The clusters whose registry it has, its own among them.
    pub visible: BTreeSet<String>,
    /// The gateways that it knows, host names resolved.
    pub gateways: BTreeSet<Gateway>,
    /// Its release.
    pub facts: IstiodFacts,
    /// Its settings.
    pub features: Features,
}
