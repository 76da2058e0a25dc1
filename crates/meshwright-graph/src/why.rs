//! How requests from one cluster reach another, hop by hop.

use meshwright_diag::{Fix, ModelPath, Text};
use meshwright_model::{ClusterIndex, Mesh};

use crate::{Broken, MeshGraph, Reach};

/// How one cluster reaches another, or what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The caller's cluster.
    pub from: ClusterIndex,
    /// The called cluster.
    pub to: ClusterIndex,
    /// What has to hold, in the order in which a request needs it.
    pub hops: Vec<Hop>,
    /// The answer of [`MeshGraph::reach`].
    pub verdict: Reach,
    /// Repairs for the first hop that breaks, the best first; empty where none does.
    pub fixes: Vec<Fix>,
}

/// One thing that has to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// What it is about.
    pub kind: HopKind,
    /// What is in the way; `None` where it holds.
    pub broken: Option<Broken>,
    /// What makes it hold or break, with the label, port, secret or certificate that decides.
    pub text: Text,
    /// Who provides it.
    pub provision: Provision,
    /// The place in the topology that it comes from.
    pub path: ModelPath,
}

impl Hop {
    /// Whether it holds.
    pub const fn passes(&self) -> bool {
        self.broken.is_none()
    }
}

/// What a hop is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HopKind {
    /// An istiod for the proxies of a cluster.
    ControlPlane,
    /// One root for both.
    Trust,
    /// The istiod watches the called cluster.
    Discovery,
    /// The name of the Service resolves.
    Dns,
    /// Proxies reach their istiod.
    Control,
    /// The way on the wires.
    Path,
    /// The gateway passes requests on.
    Exposure,
}

/// Who provides what a hop needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provision {
    /// The topology: wires, gateways, addresses, roots.
    Topology,
    /// A step of Meshwright's plan.
    Plan,
}

/// How requests from pods of `from` reach pods of `to`, hop by hop.
pub fn why(_mesh: &Mesh, graph: &MeshGraph, from: ClusterIndex, to: ClusterIndex) -> Why {
    Why {
        from,
        to,
        hops: Vec::new(),
        verdict: graph.reach(from, to),
        fixes: Vec::new(),
    }
}
