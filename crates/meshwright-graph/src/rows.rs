//! Who reaches whom, for all pairs at once.
//!
//! A row is the intersection of a few rows that many clusters share: what their istiod
//! discovers, whom their root lets them trust, where the wires of their network lead.

use std::collections::BTreeMap;

use meshwright_model::{ClusterIndex, DataPlane, End};

use crate::wires::Place;
use crate::{Authority, Bits, MeshGraph};

/// For each cluster, the clusters whose pods its pods reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachRows {
    rows: Vec<Bits>,
}

impl ReachRows {
    /// The clusters that `from` reaches, itself among them; `None` for an index that the mesh
    /// lacks.
    pub fn row(&self, from: ClusterIndex) -> Option<&Bits> {
        self.rows.get(from.0)
    }

    /// Whether pods of `from` reach pods of `to`.
    pub fn reaches(&self, from: ClusterIndex, to: ClusterIndex) -> bool {
        self.row(from).is_some_and(|row| row.contains(to))
    }

    /// How many ordered pairs of different clusters reach each other.
    pub fn n_pairs(&self) -> usize {
        let all: usize = self.rows.iter().map(Bits::len).sum();
        let same = (0..self.rows.len()).filter(|&index| {
            let index = ClusterIndex(index);
            self.reaches(index, index)
        });
        all - same.count()
    }
}

impl MeshGraph {
    /// Who reaches whom, for all pairs: the same answers as [`MeshGraph::reaches`].
    pub fn reach_rows(&self) -> ReachRows {
        let shared = Shared::of(self);
        self.rows_of(&shared, &shared.watched_rows())
    }

    /// The rows, and for each istiod the clusters that it discovers.
    pub(crate) fn reach_and_watch_rows(&self) -> (ReachRows, BTreeMap<ClusterIndex, Bits>) {
        let shared = Shared::of(self);
        let watched = shared.watched_rows();
        (self.rows_of(&shared, &watched), watched)
    }

    fn rows_of(&self, shared: &Shared<'_>, watched: &BTreeMap<ClusterIndex, Bits>) -> ReachRows {
        let mut wired: BTreeMap<_, Bits> = BTreeMap::new();
        let rows = self
            .indices()
            .map(|from| {
                let rows = self
                    .control_plane(from)
                    .ok()
                    .filter(|_| shared.served.contains(from))
                    .and_then(|control_plane| watched.get(&control_plane))
                    .zip(
                        self.authority(from)
                            .and_then(|root| shared.by_root.get(&root)),
                    );
                let Some((watched, trusted)) = rows else {
                    return Bits::new(self.n_clusters());
                };
                let network = self.place(from).network;
                let named = self.wires().name(from).then_some(from);
                let plane = self.plane(from).unwrap_or(DataPlane::Sidecar);
                let wired = wired.entry((network, plane, named)).or_insert_with(|| {
                    let callers = match named {
                        Some(cluster) => self.place(cluster),
                        None => Self::unnamed_place(network),
                    };
                    shared.wire_row(callers, plane)
                });
                let mut row = wired.clone();
                row.intersect(&shared.served);
                row.intersect(watched);
                row.intersect(trusted);
                row.insert(from);
                row
            })
            .collect();
        ReachRows { rows }
    }
}

/// The rows that clusters share.
struct Shared<'a> {
    graph: &'a MeshGraph,
    /// Every cluster.
    all: Bits,
    /// The clusters whose proxies reach their istiod.
    served: Bits,
    /// The clusters whose gateway has an address.
    has_gateway: Bits,
    /// The ambient clusters.
    ambient: Bits,
    /// The clusters to which working gateways lead.
    gateway_ready: Bits,
    /// The clusters of each network.
    members: Vec<Bits>,
    /// The clusters under each root.
    by_root: BTreeMap<Authority, Bits>,
}

impl<'a> Shared<'a> {
    fn of(graph: &'a MeshGraph) -> Self {
        let n_clusters = graph.n_clusters();
        let mut members = vec![Bits::new(n_clusters); graph.n_networks()];
        let mut by_root: BTreeMap<Authority, Bits> = BTreeMap::new();
        for cluster in graph.indices() {
            if let Some(members) = members.get_mut(graph.place(cluster).network.0) {
                members.insert(cluster);
            }
            if let Some(root) = graph.authority(cluster) {
                let trusted = by_root.entry(root).or_insert_with(|| Bits::new(n_clusters));
                trusted.insert(cluster);
            }
        }
        Self {
            graph,
            all: Bits::from_fn(n_clusters, |_| true),
            served: Bits::from_fn(n_clusters, |to| graph.controls(to).is_ok()),
            has_gateway: Bits::from_fn(n_clusters, |to| {
                graph.gateways_for(to).any(|(gateway, _)| gateway == to)
            }),
            ambient: Bits::from_fn(n_clusters, |to| graph.plane(to) == Some(DataPlane::Ambient)),
            gateway_ready: Bits::from_fn(n_clusters, |to| {
                graph.gateway_there(to).is_ok() && graph.gateways_serve(to).is_ok()
            }),
            members,
            by_root,
        }
    }

    /// The clusters to which some entry of `connectivity` forbids `from` something.
    fn suspects(&self, from: Place) -> Bits {
        let mut suspects = Bits::new(self.graph.n_clusters());
        for end in self.graph.wires().suspects(from) {
            match end {
                None => return self.all.clone(),
                Some(End::Network(network)) => {
                    if let Some(members) = self.members.get(network.0) {
                        suspects.unite(members);
                    }
                }
                Some(End::Cluster(cluster)) => suspects.insert(cluster),
            }
        }
        suspects
    }

    /// For each istiod, the clusters that it discovers.
    fn watched_rows(&self) -> BTreeMap<ClusterIndex, Bits> {
        let graph = self.graph;
        let is_open = |to: ClusterIndex| {
            graph.cluster(to).is_some_and(|facts| {
                facts.has_workloads && !facts.api.is_loopback && facts.api.reachable_from.is_none()
            })
        };
        let open = Bits::from_fn(graph.n_clusters(), is_open);
        let others: Vec<ClusterIndex> = graph.indices().filter(|&to| !open.contains(to)).collect();
        graph
            .control_planes()
            .iter()
            .map(|&watcher| {
                let mut row = open.clone();
                for to in others.iter().copied() {
                    if graph.discovers(watcher, to) {
                        row.insert(to);
                    }
                }
                for to in self.suspects(graph.place(watcher)).iter() {
                    if !graph.discovers(watcher, to) {
                        row.remove(to);
                    }
                }
                (watcher, row)
            })
            .collect()
    }

    /// Where the wires lead from workloads of a data plane at `callers`.
    fn wire_row(&self, callers: Place, plane: DataPlane) -> Bits {
        let (graph, wires) = (self.graph, self.graph.wires());
        let mut row = self.gateway_ready.clone();
        match plane {
            DataPlane::Sidecar => row.subtract(&self.ambient),
            DataPlane::Ambient => row.intersect(&self.ambient),
        }
        let near = self.members.get(callers.network.0);
        if let Some(near) = near {
            row.unite(near);
        }
        for to in self.suspects(callers).iter() {
            let called = graph.place(to);
            if called.network == callers.network {
                if wires.allow_any_port(callers, called).is_err() {
                    row.remove(to);
                }
                continue;
            }
            let gateway = graph.cluster(to).and_then(|facts| facts.gateway);
            let is_for_plane = plane == DataPlane::Sidecar || self.ambient.contains(to);
            let is_used = is_for_plane && self.has_gateway.contains(to);
            let Some(gateway) = gateway.filter(|_| is_used) else {
                continue;
            };
            if wires.allow(callers, called, gateway.port(plane)).is_err() {
                row.remove(to);
                // Whoever has no gateway of its own uses all of the network's, as ztunnel does.
                let mut users = self
                    .members
                    .get(called.network.0)
                    .cloned()
                    .unwrap_or_default();
                if plane == DataPlane::Sidecar {
                    users.subtract(&self.has_gateway);
                }
                row.subtract(&users);
            }
        }
        row
    }
}
