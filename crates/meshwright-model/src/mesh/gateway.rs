//! An east-west gateway, and the addresses that lead to it.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::names::ClusterDomain;
use crate::words::words;

/// The gateway that lets other networks in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EastWestGateway {
    /// How it is reached; never [`Exposure::None`].
    pub exposure: Exposure,
    /// Where its load balancer can be reached from; no other exposure heeds it.
    pub scope: Scope,
    /// Known addresses; empty where they are learned when applied.
    pub addresses: Vec<Address>,
    /// The port of the data path as peers see it, 15443 unless changed.
    pub port: u16,
    /// Pods of the gateway.
    pub replicas: u32,
    /// Annotations of the Service.
    pub annotations: BTreeMap<String, String>,
    /// Who may connect; empty for everyone.
    pub source_ranges: Vec<IpNet>,
}

impl EastWestGateway {
    /// The port of the data path unless the document says otherwise.
    pub const DEFAULT_PORT: u16 = 15443;
}

/// An IP address or a host name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// An IP address.
    Ip(IpAddr),
    /// A host name, a DNS-1123 subdomain.
    Hostname(String),
}

impl Address {
    /// Takes an IP address or a host name; `None` for another text.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(ip) = text.parse() {
            return Some(Self::Ip(ip));
        }
        // What looks like an IPv4 address and is none would be a fine host name.
        let is_numeric = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let name = text.to_ascii_lowercase();
        let is_name = !is_numeric && ClusterDomain::parse(&name).is_ok();
        is_name.then_some(Self::Hostname(name))
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ip(ip) => ip.fmt(f),
            Self::Hostname(name) => f.write_str(name),
        }
    }
}

impl From<&Address> for meshwright_diag::Arg {
    fn from(address: &Address) -> Self {
        Self::Word(address.to_string())
    }
}

words! {
    /// How an east-west gateway is reached from other networks.
    Exposure {
        /// A Service of type LoadBalancer.
        LoadBalancer = "load-balancer",
        /// A Service of type NodePort, found through nodes that have an ExternalIP.
        NodePort = "node-port",
        /// A Service with `spec.externalIPs`.
        ExternalIps = "external-ips",
        /// There is no east-west gateway.
        None = "none",
    }
}

words! {
    /// Where a gateway's load balancer can be reached from.
    Scope {
        /// Wherever the cloud's network reaches, the internet included.
        Public = "public",
        /// Only inside the cloud's own network.
        Internal = "internal",
    }
}
