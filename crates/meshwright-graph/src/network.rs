//! The mesh seen from afar: which network gets to which, and how.

use meshwright_model::{ClusterIndex, NetworkIndex};

use crate::reach::Way;
use crate::wires::Place;
use crate::{Broken, MeshGraph};

/// How pods of one network reach pods of another, or of other clusters on the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkPath {
    /// The callers' network.
    pub from: NetworkIndex,
    /// The called network.
    pub to: NetworkIndex,
    /// How.
    pub kind: PathKind,
}

/// How pods of one network reach pods of another, on the wires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// From pod to pod, for every pair of clusters.
    Direct,
    /// Through the gateways of the called network, for every pair of clusters.
    Gateway,
    /// Not for some pair of clusters.
    Broken {
        /// The caller of the first such pair, in the order of the document.
        from: ClusterIndex,
        /// The called cluster of that pair.
        to: ClusterIndex,
        /// Why not.
        broken: Broken,
    },
}

impl MeshGraph {
    /// How the networks reach each other on the wires, sorted by caller, then called network.
    ///
    /// A network without workloads has no path. A network has one to itself where it has
    /// workloads in several clusters.
    pub fn network_paths(&self) -> impl Iterator<Item = NetworkPath> {
        let mut members = vec![Vec::new(); self.n_networks()];
        for cluster in self.indices() {
            let facts = self.cluster(cluster).filter(|facts| facts.has_workloads);
            if let Some(members) = facts.and_then(|facts| members.get_mut(facts.network.0)) {
                members.push(cluster);
            }
        }
        let callers: Vec<Vec<ClusterIndex>> = members
            .iter()
            .map(|members| self.callers_that_differ(members))
            .collect();
        let n_networks = members.len();
        let pairs = (0..n_networks).flat_map(move |from| (0..n_networks).map(move |to| (from, to)));
        pairs.filter_map(move |(from, to)| {
            let is_wanted = if from == to {
                members[to].len() > 1
            } else {
                !members[to].is_empty() && !callers[from].is_empty()
            };
            is_wanted.then(|| NetworkPath {
                from: NetworkIndex(from),
                to: NetworkIndex(to),
                kind: self.path_kind(&callers[from], &members[to]),
            })
        })
    }

    /// One cluster of each data plane for all that no entry of `connectivity` names, and each
    /// that one names.
    fn callers_that_differ(&self, members: &[ClusterIndex]) -> Vec<ClusterIndex> {
        let mut unnamed = Vec::new();
        let differs = |&cluster: &ClusterIndex| {
            let plane = self.plane(cluster);
            let is_first = !unnamed.contains(&plane);
            if is_first && !self.wires().name(cluster) {
                unnamed.push(plane);
            }
            is_first || self.wires().name(cluster)
        };
        members.iter().copied().filter(differs).collect()
    }

    fn path_kind(&self, callers: &[ClusterIndex], called: &[ClusterIndex]) -> PathKind {
        let mut kind = PathKind::Direct;
        for &from in callers {
            for &to in called.iter().filter(|&&to| to != from) {
                match self.find_wire(from, to) {
                    Ok(Way::Gateway) => kind = PathKind::Gateway,
                    Ok(Way::Same | Way::Direct) => {}
                    Err(broken) => return PathKind::Broken { from, to, broken },
                }
            }
        }
        kind
    }

    /// The place of a cluster of `network` that no entry of `connectivity` names.
    pub(crate) const fn unnamed_place(network: NetworkIndex) -> Place {
        Place {
            cluster: ClusterIndex(usize::MAX),
            network,
        }
    }
}
