//! What the wires allow or forbid.

use super::{ClusterIndex, NetworkIndex};

/// What the wires between two places allow, beyond the defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connectivity {
    /// Whence; `None` for everywhere.
    pub from: Option<End>,
    /// Whither; `None` for everywhere.
    pub to: Option<End>,
    /// Which ports; empty for all.
    pub ports: Vec<u16>,
    /// Whether it is allowed or forbidden. Of several entries that fit, the last one counts.
    pub allow: bool,
    /// Why.
    pub reason: Option<String>,
}

/// A network or a cluster, where a document may name either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A network.
    Network(NetworkIndex),
    /// A cluster.
    Cluster(ClusterIndex),
}
