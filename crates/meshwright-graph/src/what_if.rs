//! Who loses what when parts of the mesh are lost.
//!
//! [`Losses`] is made once for a mesh; [`Losses::impact`] counts what a loss costs at once,
//! [`Losses::what_if`] tells it by cluster and pair. Nobody reacts yet: proxies keep the lists
//! they have (X-PRIMARY, X-APIDOWN, X-GW), no outlier detection has thrown anything out, and no
//! istiod has restarted.
//!
//! Not here: what keeps the mesh from working before anything is lost (`why`).

mod detail;
mod part;
mod requests;
mod survive;

pub use detail::{Because, Caller, PairLoss, Until, WhatIf};
pub use part::{Part, PartError, parts};
pub use survive::{Harm, SinglePoint, fails_to_survive, single_points};

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

/// The state of each cluster after a loss.
pub(crate) struct State {
    pub(crate) gone: Vec<bool>,
    pub(crate) gateway: Vec<bool>,
    pub(crate) istiod: Vec<bool>,
    pub(crate) api: Vec<bool>,
    pub(crate) network: Vec<bool>,
    pub(crate) root: Vec<bool>,
}

impl State {
    fn is(set: &[bool], place: usize) -> bool {
        set.get(place).copied().unwrap_or(false)
    }

    pub(crate) fn is_gone(&self, cluster: ClusterIndex) -> bool {
        Self::is(&self.gone, cluster.0)
    }
}

impl<'a> Losses<'a> {
    /// Prepares the mesh.
    pub fn new(mesh: &'a Mesh, graph: &'a MeshGraph) -> Self {
        let n_clusters = graph.n_clusters();
        let rows = graph.reach_rows();
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
        let gateways = graph.indices().map(|to| graph.gateways_to(to)).collect();
        Self {
            mesh,
            graph,
            rows,
            callers,
            members,
            gateways,
            n_pairs,
        }
    }

    /// What losing these parts at once costs.
    pub fn impact(&self, parts: &[Part]) -> Impact {
        let state = self.state(parts);
        let (n_pairs, lost) = self.pairs_lost(&state);
        let alive = || self.graph.indices().filter(|&it| !state.is_gone(it));
        let n_unwatched = self.unwatched(&state).count();
        Impact {
            parts: parts.to_vec(),
            n_gone: state.gone.iter().filter(|&&gone| gone).count(),
            n_old_config: alive()
                .filter(|&it| self.old_config(&state, it).is_some())
                .count(),
            n_no_new_pods: alive()
                .filter(|&it| self.no_new_pods(&state, it).is_some())
                .count(),
            n_unwatched,
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

    pub(crate) fn state(&self, parts: &[Part]) -> State {
        let n_clusters = self.graph.n_clusters();
        let mut state = State {
            gone: vec![false; n_clusters],
            gateway: vec![false; n_clusters],
            istiod: vec![false; n_clusters],
            api: vec![false; n_clusters],
            network: vec![false; self.graph.n_networks()],
            root: vec![false; n_clusters],
        };
        let set = |set: &mut Vec<bool>, place: usize| {
            if let Some(lost) = set.get_mut(place) {
                *lost = true;
            }
        };
        for part in parts {
            match *part {
                Part::Cluster(cluster) => {
                    for lost in [
                        &mut state.gone,
                        &mut state.gateway,
                        &mut state.istiod,
                        &mut state.api,
                    ] {
                        set(lost, cluster.0);
                    }
                }
                Part::Gateway(cluster) => set(&mut state.gateway, cluster.0),
                Part::ControlPlane(cluster) => set(&mut state.istiod, cluster.0),
                Part::ApiServer(cluster) => set(&mut state.api, cluster.0),
                Part::Network(network) => set(&mut state.network, network.0),
                Part::Root(root) => {
                    for cluster in self.graph.indices() {
                        if self.graph.authority(cluster) == Some(root) {
                            set(&mut state.root, cluster.0);
                        }
                    }
                }
            }
        }
        state
    }

    /// The part of the gateways in front of a cluster that is lost.
    pub(crate) fn gateway_share(&self, state: &State, to: ClusterIndex) -> f64 {
        let gateways = self.gateways.get(to.0).map_or(&[][..], Vec::as_slice);
        if gateways.is_empty() {
            return 0.0;
        }
        let lost = gateways.iter().filter(|it| State::is(&state.gateway, it.0));
        count(lost.count()) / count(gateways.len())
    }

    /// Whether two clusters are on different networks, one of which is cut off.
    pub(crate) fn is_cut(&self, state: &State, left: ClusterIndex, right: ClusterIndex) -> bool {
        let (left, right) = (
            self.graph.place(left).network,
            self.graph.place(right).network,
        );
        left != right && (State::is(&state.network, left.0) || State::is(&state.network, right.0))
    }

    /// Why the proxies of a cluster keep the configuration they have.
    pub(crate) fn old_config(&self, state: &State, cluster: ClusterIndex) -> Option<Because> {
        // Who has no configuration before the loss loses none.
        self.graph.controls(cluster).ok()?;
        let istiod = self.graph.control_plane(cluster).ok()?;
        if let Some(because) = self.no_istiod(state, cluster) {
            return Some(because);
        }
        if State::is(&state.api, cluster.0) {
            return Some(Because::OwnApiServer);
        }
        let config = self.config_cluster(istiod);
        (State::is(&state.api, config.0) && config != cluster)
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
        if State::is(&state.istiod, istiod.0) {
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
        if State::is(&state.gateway, istiod.0) && !has_own_address {
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
        if State::is(&state.api, cluster.0) {
            return Some(Because::OwnApiServer);
        }
        self.no_istiod(state, cluster)
    }

    /// The istiods that do not follow a cluster any more, though both are there.
    pub(crate) fn unwatched<'s>(
        &'s self,
        state: &'s State,
    ) -> impl Iterator<Item = (ClusterIndex, ClusterIndex)> + 's {
        let watchers = self.graph.control_planes().iter().copied();
        let watchers = watchers.filter(|it| !State::is(&state.istiod, it.0));
        let touched: Vec<ClusterIndex> = self
            .graph
            .indices()
            .filter(|&it| !state.is_gone(it))
            .filter(|it| State::is(&state.api, it.0) || state.network.iter().any(|&is_cut| is_cut))
            .collect();
        watchers.flat_map(move |watcher| {
            let lost: Vec<_> = touched
                .iter()
                .copied()
                .filter(|&watched| watched != watcher)
                .filter(|&watched| {
                    State::is(&state.api, watched.0) || self.is_cut(state, watcher, watched)
                })
                .filter(|&watched| self.graph.discovers(watcher, watched))
                .map(|watched| (watcher, watched))
                .collect();
            lost
        })
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
