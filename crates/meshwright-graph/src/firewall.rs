//! The ports that have to be open: one table for whoever runs the firewalls.

use meshwright_diag::{Arg, Text};
use meshwright_model::{ClusterIndex, Mesh, NetworkIndex};

/// A row of the table: who has to be able to connect to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
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
}

/// An end of a flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowEnd {
    /// The pods of a network's clusters.
    Network(NetworkIndex),
    /// The pods of these clusters.
    Pods(Vec<ClusterIndex>),
    /// The istiod of each of these clusters.
    ControlPlanes(Vec<ClusterIndex>),
    /// The API server of a cluster.
    ApiServer(ClusterIndex),
    /// The east-west gateway of a cluster.
    Gateway(ClusterIndex),
    /// The load balancer in front of a cluster's gateway.
    LoadBalancer(ClusterIndex),
}

/// A protocol of the transport layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// Every way that has to be open, sorted by purpose, target and port.
pub fn flows(_mesh: &Mesh) -> Vec<Flow> {
    Vec::new()
}
