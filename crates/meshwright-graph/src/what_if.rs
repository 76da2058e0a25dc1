//! Who loses what when parts of the mesh are lost.
//!
//! [`Losses`] is made once for a mesh; [`Losses::impact`] counts what a loss costs at once,
//! [`Losses::what_if`] tells it by cluster and pair. Nobody reacts yet: proxies keep the lists
//! they have (X-PRIMARY, X-APIDOWN, X-GW), no outlier detection has thrown anything out, and no
//! istiod has restarted.
//!
//! Sets of clusters are rows of bits, and a loss looks only at clusters that it can be about, so
//! that every single loss of a thousand clusters is a matter of milliseconds.
//!
//! Not here: what keeps the mesh from working before anything is lost (`why`).

mod detail;
mod part;
mod requests;
mod state;
mod survive;

pub use detail::{Because, Caller, PairLoss, Until, WhatIf};
pub use part::{Part, PartError, parts};
pub(crate) use state::State;
pub use survive::{Harm, fails_to_survive};

use std::collections::BTreeMap;

use meshwright_model::{ClusterIndex, Mesh, Role};

use crate::{Bits, MeshGraph, ReachRows, Trust};

/// What a mesh has to lose.
pub struct Losses<'a> {
    pub(crate) mesh: &'a Mesh,
    pub(crate) graph: &'a MeshGraph,
    pub(crate) rows: ReachRows,
    /// For each cluster, those whose pods reach it.
    callers: Vec<Bits>,
    /// For each network, its clusters.
    members: Vec<Bits>,
    /// For each cluster, those whose gateways lead to it from other networks.
    pub(crate) gateways: Vec<Vec<ClusterIndex>>,
    /// For each cluster, those to which its gateway leads.
    behind: Vec<Vec<ClusterIndex>>,
    /// For each cluster, those whose configuration needs something in it.
    dependents: Vec<Vec<ClusterIndex>>,
    /// For each istiod, the clusters that it discovers.
    watched: BTreeMap<ClusterIndex, Bits>,
    n_pairs: usize,
}

/// What a loss costs, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// What is lost.
    pub parts: Vec<Part>,
    /// Clusters that are gone.
    pub n_gone: usize,
    /// Clusters whose proxies keep the configuration they have.
    pub n_old_config: usize,
    /// Clusters in which no pods of the mesh can be started.
    pub n_no_new_pods: usize,
    /// Pairs of an istiod and a cluster that it does not follow any more.
    pub n_unwatched: usize,
    /// Ordered pairs of clusters that lose some of their requests.
    pub n_pairs: usize,
    /// The part of all requests between clusters that breaks, 0 to 1.
    pub share: f64,
}

impl<'a> Losses<'a> {
    /// Prepares the mesh.
    pub fn new(mesh: &'a Mesh, graph: &'a MeshGraph) -> Self {
        let n_clusters = graph.n_clusters();
        let (rows, watched) = graph.reach_and_watch_rows();
        let mut callers = vec![Bits::new(n_clusters); n_clusters];
        let mut n_pairs = 0;
        for from in graph.indices() {
            for to in rows.row(from).into_iter().flat_map(Bits::iter) {
                if let (Some(callers), true) = (callers.get_mut(to.0), to != from) {
                    callers.insert(from);
                    n_pairs += 1;
                }
            }
        }
        let mut members = vec![Bits::new(n_clusters); graph.n_networks()];
        for cluster in graph.indices() {
            if let Some(members) = members.get_mut(graph.place(cluster).network.0) {
                members.insert(cluster);
            }
        }
        let gateways: Vec<_> = graph.indices().map(|to| graph.gateways_to(to)).collect();
        let mut behind = vec![Vec::new(); n_clusters];
        for (to, gateways) in graph.indices().zip(&gateways) {
            for gateway in gateways {
                if let Some(behind) = behind.get_mut(gateway.0) {
                    behind.push(to);
                }
            }
        }
        let mut losses = Self {
            mesh,
            graph,
            rows,
            callers,
            members,
            gateways,
            behind,
            dependents: Vec::new(),
            watched,
            n_pairs,
        };
        losses.dependents = losses.find_dependents();
        losses
    }

    fn find_dependents(&self) -> Vec<Vec<ClusterIndex>> {
        let mut dependents = vec![Vec::new(); self.graph.n_clusters()];
        for cluster in self.graph.indices() {
            let Ok(istiod) = self.graph.control_plane(cluster) else {
                continue;
            };
            let needed = [cluster, istiod, self.config_cluster(istiod)];
            for (place, of) in needed.iter().enumerate() {
                if let (Some(dependents), false) =
                    (dependents.get_mut(of.0), needed[..place].contains(of))
                {
                    dependents.push(cluster);
                }
            }
        }
        dependents
    }

    /// What losing these parts at once costs.
    pub fn impact(&self, parts: &[Part]) -> Impact {
        let state = self.state(parts);
        let (n_pairs, lost) = self.pairs_lost(&state);
        let touched = self.touched(&state);
        Impact {
            parts: parts.to_vec(),
            n_gone: state.gone.len(),
            n_old_config: touched
                .iter()
                .filter(|&it| self.old_config(&state, it).is_some())
                .count(),
            n_no_new_pods: touched
                .iter()
                .filter(|&it| self.no_new_pods(&state, it).is_some())
                .count(),
            n_unwatched: self.n_unwatched(&state),
            n_pairs,
            share: if self.n_pairs == 0 {
                0.0
            } else {
                lost / count(self.n_pairs)
            },
        }
    }

    /// The impact of each part on its own, the worst first.
    pub fn each(&self) -> Vec<Impact> {
        let all = parts(self.mesh, self.graph);
        ranked(all.into_iter().map(|part| self.impact(&[part])).collect())
    }

    /// The impact of every two parts at once, the worst first.
    pub fn pairs(&self) -> Vec<Impact> {
        let all = parts(self.mesh, self.graph);
        let mut impacts = Vec::new();
        for (place, &one) in all.iter().enumerate() {
            for &other in all.iter().skip(place + 1) {
                impacts.push(self.impact(&[one, other]));
            }
        }
        ranked(impacts)
    }

    /// Why the proxies of a cluster keep the configuration they have.
    pub(crate) fn old_config(&self, state: &State, cluster: ClusterIndex) -> Option<Because> {
        // Who has no configuration before the loss loses none.
        self.graph.controls(cluster).ok()?;
        let istiod = self.graph.control_plane(cluster).ok()?;
        if let Some(because) = self.no_istiod(state, cluster) {
            return Some(because);
        }
        if state.api.contains(cluster) {
            return Some(Because::OwnApiServer);
        }
        let config = self.config_cluster(istiod);
        (state.api.contains(config) && config != cluster)
            .then_some(Because::ConfigApiServer { cluster: config })
    }

    /// Why no istiod answers the proxies of a cluster.
    pub(crate) fn no_istiod(&self, state: &State, cluster: ClusterIndex) -> Option<Because> {
        let istiod = self.graph.control_plane(cluster).ok()?;
        let lost = self.leaves(state, cluster, istiod)?;
        // Standbys share the control plane's address: proxies connect to the next one.
        let standbys = self.mesh.clusters.get(cluster.0).map(|it| &it.standbys);
        let saved = standbys.into_iter().flatten().any(|&standby| {
            let watches = self.graph.discovers(standby, cluster);
            watches && self.leaves(state, cluster, standby).is_none()
        });
        (!saved).then_some(lost)
    }

    /// Why one istiod does not answer the proxies of a cluster.
    fn leaves(
        &self,
        state: &State,
        cluster: ClusterIndex,
        istiod: ClusterIndex,
    ) -> Option<Because> {
        if state.istiod.contains(istiod) {
            return Some(Because::ControlPlane { cluster: istiod });
        }
        if istiod == cluster {
            return None;
        }
        let has_own_address = self
            .mesh
            .clusters
            .get(istiod.0)
            .is_some_and(|it| it.istiod.address.is_some());
        if state.gateway.contains(istiod) && !has_own_address {
            return Some(Because::ControlGateway { cluster: istiod });
        }
        self.is_cut(state, cluster, istiod)
            .then_some(Because::Network)
    }

    /// The cluster whose API server holds the configuration that an istiod reads.
    fn config_cluster(&self, istiod: ClusterIndex) -> ClusterIndex {
        let is_external = self
            .mesh
            .clusters
            .get(istiod.0)
            .is_some_and(|it| it.role == Role::External);
        if is_external {
            self.mesh.config_cluster_of(istiod).unwrap_or(istiod)
        } else {
            istiod
        }
    }

    /// Why no pods of the mesh can be started in a cluster.
    pub(crate) fn no_new_pods(&self, state: &State, cluster: ClusterIndex) -> Option<Because> {
        self.graph.controls(cluster).ok()?;
        if state.api.contains(cluster) {
            return Some(Because::OwnApiServer);
        }
        self.no_istiod(state, cluster)
    }
}

/// The worst first: by requests, then by pods that cannot be started, then by order.
fn ranked(mut impacts: Vec<Impact>) -> Vec<Impact> {
    impacts.sort_by(|one, other| {
        let key = |it: &Impact| (it.n_no_new_pods, it.n_old_config, it.n_gone, it.n_unwatched);
        other
            .share
            .total_cmp(&one.share)
            .then_with(|| key(other).cmp(&key(one)))
            .then_with(|| one.parts.cmp(&other.parts))
    });
    impacts
}

/// A count as a number to calculate shares with.
pub(crate) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Whether a loss of trust can be told at all: somebody has a root.
pub(crate) fn has_root(graph: &MeshGraph, cluster: ClusterIndex) -> bool {
    matches!(graph.trusts(cluster, cluster), Trust::Shared(_))
}

#[cfg(test)]
mod tests;
