//! Who reaches whom, for all pairs at once.
//!
//! A row is the intersection of a few rows that many clusters share: what their istiod
//! discovers, whom their root lets them trust, where the wires of their network lead.

use std::collections::BTreeMap;

use meshwright_model::{ClusterIndex, NetworkIndex};

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
        let n_clusters = self.n_clusters();
        let served = Bits::from_fn(n_clusters, |to| self.controls(to).is_ok());
        let gateway_ready = Bits::from_fn(n_clusters, |to| {
            self.gateway_there(to).is_ok() && self.gateways_serve(to).is_ok()
        });
        let members: Vec<Bits> = (0..self.n_networks())
            .map(|network| Bits::from_fn(n_clusters, |to| self.place(to).network.0 == network))
            .collect();
        let mut by_root: BTreeMap<Authority, Bits> = BTreeMap::new();
        for to in self.indices() {
            if let Some(root) = self.authority(to) {
                let trusted = by_root.entry(root).or_insert_with(|| Bits::new(n_clusters));
                trusted.insert(to);
            }
        }
        let watched = self.watched_rows();
        let mut by_place: BTreeMap<(NetworkIndex, Option<ClusterIndex>), Bits> = BTreeMap::new();
        let rows = self
            .indices()
            .map(|from| {
                let shared = self
                    .control_plane(from)
                    .ok()
                    .filter(|_| served.contains(from))
                    .and_then(|control_plane| watched.get(&control_plane))
                    .zip(self.authority(from).and_then(|root| by_root.get(&root)));
                let Some((watched, trusted)) = shared else {
                    return Bits::new(n_clusters);
                };
                let network = self.place(from).network;
                let named = self.wires().name(from).then_some(from);
                let reached = by_place.entry((network, named)).or_insert_with(|| {
                    let place = match named {
                        Some(cluster) => self.place(cluster),
                        None => Self::unnamed_place(network),
                    };
                    self.wire_row(place, &members, &gateway_ready)
                });
                let mut row = reached.clone();
                row.intersect(&served);
                row.intersect(watched);
                row.intersect(trusted);
                row.insert(from);
                row
            })
            .collect();
        ReachRows { rows }
    }

    /// For each istiod, the clusters that it discovers.
    fn watched_rows(&self) -> BTreeMap<ClusterIndex, Bits> {
        let is_open = |to: ClusterIndex| {
            self.wires().are_open()
                && self.cluster(to).is_some_and(|facts| {
                    facts.has_workloads
                        && !facts.api.is_loopback
                        && facts.api.reachable_from.is_none()
                })
        };
        let open = Bits::from_fn(self.n_clusters(), is_open);
        let others: Vec<ClusterIndex> = self.indices().filter(|&to| !open.contains(to)).collect();
        self.control_planes()
            .iter()
            .map(|&watcher| {
                let mut row = open.clone();
                for &to in &others {
                    if self.discovers(watcher, to) {
                        row.insert(to);
                    }
                }
                (watcher, row)
            })
            .collect()
    }

    /// Where the wires lead from `place`.
    fn wire_row(&self, place: Place, members: &[Bits], gateway_ready: &Bits) -> Bits {
        let mut row = gateway_ready.clone();
        let near = members.get(place.network.0);
        for to in near.into_iter().flat_map(Bits::iter) {
            row.remove(to);
        }
        if self.wires().are_open() {
            if let Some(near) = near {
                row.unite(near);
            }
            return row;
        }
        let far: Vec<ClusterIndex> = row.iter().collect();
        let mut gateways: BTreeMap<ClusterIndex, bool> = BTreeMap::new();
        for to in far {
            let all_open = self.gateways_for(to).all(|(gateway, facts)| {
                *gateways.entry(gateway).or_insert_with(|| {
                    let to = self.place(gateway);
                    self.wires().allow(place, to, facts.port).is_ok()
                })
            });
            if !all_open {
                row.remove(to);
            }
        }
        for to in near.into_iter().flat_map(Bits::iter) {
            if self.wires().allow_any_port(place, self.place(to)).is_ok() {
                row.insert(to);
            }
        }
        row
    }
}
