//! A row of the table.

use meshwright_diag::{Arg, Text};

use super::FlowEnd;

/// A row of the table: who has to be able to connect to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// What kind of traffic it is.
    pub kind: FlowKind,
    /// Who connects.
    pub from: FlowEnd,
    /// To whom.
    pub to: FlowEnd,
    /// The port as the source sees it; `None` for every port that workloads listen on.
    pub port: Option<u16>,
    /// The protocol.
    pub protocol: Protocol,
    /// What for.
    pub purpose: Text,
    /// Whether the mesh needs it.
    pub need: Need,
}

/// Whether the mesh needs a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// It does.
    Always,
    /// Only what it is for needs it.
    Optional,
}

impl Need {
    /// The word for it in CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Optional => "optional",
        }
    }
}

impl Flow {
    pub(crate) fn new(kind: FlowKind, from: FlowEnd, to: FlowEnd, port: Option<u16>) -> Self {
        Self {
            kind,
            from,
            to,
            port,
            protocol: Protocol::Tcp,
            purpose: kind.purpose(),
            need: Need::Always,
        }
    }

    pub(crate) fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }
}

/// What kind of traffic a flow is, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowKind {
    /// Requests from pod to pod on one network.
    Pods,
    /// Requests from other networks to a gateway.
    Requests,
    /// Requests from other networks to an ambient gateway.
    Tunnels,
    /// Proxies of remotes to their istiod: configuration and certificates.
    Discovery,
    /// API servers of remotes to the injection webhook of their istiod.
    Injection,
    /// An istiod to the API server of another cluster.
    Watch,
    /// An API server to the webhooks of the istiod in its own cluster.
    Webhook,
    /// A load balancer to the gateway behind it.
    Health,
    /// A gateway to the pods of its network.
    Forward,
    /// Whoever installs the mesh to an API server.
    Operate,
    /// A gateway to the istiod that remotes reach through it.
    Exposure,
    /// Proxies to the istiod of their own cluster: configuration and certificates.
    Configuration,
    /// An istiod to the API server of its own cluster.
    OwnApi,
    /// Requests from pod to pod in one cluster.
    Calls,
    /// Requests in tunnels (HBONE) in one cluster.
    Hbone,
    /// An istiod to DNS servers: host names of gateways.
    Names,
    /// An istiod to servers with keys for tokens.
    Keys,
    /// Kubelets to what they watch.
    Readiness,
    /// Prometheus to what it measures.
    Metrics,
}

impl FlowKind {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 19] = [
        Self::Pods,
        Self::Requests,
        Self::Tunnels,
        Self::Discovery,
        Self::Injection,
        Self::Watch,
        Self::Webhook,
        Self::Health,
        Self::Forward,
        Self::Operate,
        Self::Exposure,
        Self::Configuration,
        Self::OwnApi,
        Self::Calls,
        Self::Hbone,
        Self::Names,
        Self::Keys,
        Self::Readiness,
        Self::Metrics,
    ];

    /// Whether it can go from one cluster to another, or comes from outside: what firewalls see.
    pub const fn crosses_borders(self) -> bool {
        match self {
            Self::Pods
            | Self::Requests
            | Self::Tunnels
            | Self::Discovery
            | Self::Injection
            | Self::Watch
            | Self::Health
            | Self::Forward
            | Self::Operate => true,
            Self::Webhook
            | Self::Exposure
            | Self::Configuration
            | Self::OwnApi
            | Self::Calls
            | Self::Hbone
            | Self::Names
            | Self::Keys
            | Self::Readiness
            | Self::Metrics => false,
        }
    }

    /// The word for it in CSV and in the keys of messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pods => "pods",
            Self::Requests => "requests",
            Self::Tunnels => "tunnels",
            Self::Discovery => "discovery",
            Self::Injection => "injection",
            Self::Watch => "watch",
            Self::Webhook => "webhook",
            Self::Health => "health",
            Self::Forward => "forward",
            Self::Operate => "operate",
            Self::Exposure => "exposure",
            Self::Configuration => "configuration",
            Self::OwnApi => "own-api",
            Self::Calls => "calls",
            Self::Hbone => "hbone",
            Self::Names => "names",
            Self::Keys => "keys",
            Self::Readiness => "readiness",
            Self::Metrics => "metrics",
        }
    }

    /// What it is for.
    pub fn purpose(self) -> Text {
        Text::new(format!("flow-{}", self.as_str()), Vec::new())
    }
}

/// A protocol of the transport layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// TCP.
    Tcp,
}

impl Protocol {
    /// The name as firewalls write it: `tcp`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
        }
    }
}

impl From<Protocol> for Arg {
    fn from(protocol: Protocol) -> Self {
        Self::Word(protocol.as_str().to_owned())
    }
}
