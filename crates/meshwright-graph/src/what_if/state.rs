//! What is lost at once, as sets of clusters, and whom that can concern.

use meshwright_model::ClusterIndex;

use super::{Losses, Part, count};
use crate::Bits;

/// The clusters after a loss.
pub(crate) struct State {
    /// Those that are gone with everything in them.
    pub(crate) gone: Bits,
    /// Those that are not.
    pub(crate) alive: Bits,
    /// Those without their east-west gateway.
    pub(crate) gateway: Bits,
    /// Those without their istiod.
    pub(crate) istiod: Bits,
    /// Those without their API server.
    pub(crate) api: Bits,
    /// Those on a network that is cut off from the others.
    pub(crate) cut_off: Bits,
    /// Those whose root is not trusted any more.
    pub(crate) root: Bits,
}

impl State {
    pub(crate) fn is_gone(&self, cluster: ClusterIndex) -> bool {
        self.gone.contains(cluster)
    }

    /// Whether the loss may be about any pair of clusters.
    fn is_wide(&self) -> bool {
        !self.cut_off.is_empty() || !self.root.is_empty()
    }
}

impl Losses<'_> {
    pub(crate) fn state(&self, parts: &[Part]) -> State {
        let empty = Bits::new(self.graph.n_clusters());
        let mut state = State {
            gone: empty.clone(),
            alive: Bits::from_fn(self.graph.n_clusters(), |_| true),
            gateway: empty.clone(),
            istiod: empty.clone(),
            api: empty.clone(),
            cut_off: empty.clone(),
            root: empty,
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
                        lost.insert(cluster);
                    }
                }
                Part::Gateway(cluster) => state.gateway.insert(cluster),
                Part::ControlPlane(cluster) => state.istiod.insert(cluster),
                Part::ApiServer(cluster) => state.api.insert(cluster),
                Part::Network(network) => {
                    if let Some(members) = self.members.get(network.0) {
                        state.cut_off.unite(members);
                    }
                }
                Part::Root(root) => {
                    for cluster in self.graph.indices() {
                        if self.graph.authority(cluster) == Some(root) {
                            state.root.insert(cluster);
                        }
                    }
                }
            }
        }
        state.alive.subtract(&state.gone);
        state
    }

    /// The clusters that are left and whose configuration the loss can concern.
    pub(crate) fn touched(&self, state: &State) -> Bits {
        if !state.cut_off.is_empty() {
            return state.alive.clone();
        }
        let mut touched = Bits::new(self.graph.n_clusters());
        for lost in [&state.gateway, &state.istiod, &state.api] {
            for cluster in lost.iter() {
                for &dependent in self.dependents.get(cluster.0).into_iter().flatten() {
                    touched.insert(dependent);
                }
            }
        }
        touched.intersect(&state.alive);
        touched
    }

    /// The clusters whose callers can have lost anything.
    pub(crate) fn suspects(&self, state: &State) -> Bits {
        if state.is_wide() {
            return Bits::from_fn(self.graph.n_clusters(), |_| true);
        }
        let mut suspects = state.gone.clone();
        for gateway in state.gateway.iter() {
            for &behind in self.behind.get(gateway.0).into_iter().flatten() {
                suspects.insert(behind);
            }
        }
        suspects
    }

    /// The part of the gateways in front of a cluster that is lost.
    pub(crate) fn gateway_share(&self, state: &State, to: ClusterIndex) -> f64 {
        let gateways = self.gateways.get(to.0).map_or(&[][..], Vec::as_slice);
        if gateways.is_empty() {
            return 0.0;
        }
        let lost = gateways.iter().filter(|it| state.gateway.contains(**it));
        count(lost.count()) / count(gateways.len())
    }

    /// Whether two clusters are on different networks, one of which is cut off.
    pub(crate) fn is_cut(&self, state: &State, left: ClusterIndex, right: ClusterIndex) -> bool {
        let is_apart = self.graph.place(left).network != self.graph.place(right).network;
        is_apart && (state.cut_off.contains(left) || state.cut_off.contains(right))
    }

    /// The istiods that do not follow a cluster any more, though both are there.
    pub(crate) fn unwatched(
        &self,
        state: &State,
    ) -> impl Iterator<Item = (ClusterIndex, ClusterIndex)> {
        let watchers = self.watchers_left(state);
        watchers.flat_map(move |(watcher, row)| {
            let row = Bits::from_words(self.unwatched_words(state, watcher, row));
            let lost: Vec<_> = row.iter().filter(|&it| it != watcher).collect();
            lost.into_iter().map(move |watched| (watcher, watched))
        })
    }

    /// How many [`Losses::unwatched`] are.
    pub(crate) fn n_unwatched(&self, state: &State) -> usize {
        let mut api = state.api.clone();
        api.intersect(&state.alive);
        if api.is_empty() && state.cut_off.is_empty() {
            return 0;
        }
        let watchers = self.watchers_left(state);
        let counts = watchers.map(|(watcher, row)| {
            let words = self.unwatched_words(state, watcher, row);
            let n_lost: u32 = words.map(u64::count_ones).sum();
            // Nobody watches its own cluster from afar, so that loss is none of this.
            let is_own = api.contains(watcher) && row.contains(watcher);
            n_lost as usize - usize::from(is_own)
        });
        counts.sum()
    }

    /// The istiods that are left, each with the clusters that it discovers.
    fn watchers_left(&self, state: &State) -> impl Iterator<Item = (ClusterIndex, &Bits)> {
        let watchers = self.watched.iter().map(|(watcher, row)| (*watcher, row));
        watchers.filter(|(watcher, _)| !state.istiod.contains(*watcher))
    }

    /// What an istiod does not follow any more, its own cluster where that has no API server.
    fn unwatched_words<'s>(
        &'s self,
        state: &'s State,
        watcher: ClusterIndex,
        row: &'s Bits,
    ) -> impl Iterator<Item = u64> + 's {
        let near = self.members.get(self.graph.place(watcher).network.0);
        let near = near.map_or(&[][..], Bits::words);
        let is_cut = state.cut_off.contains(watcher);
        let rows = row.words().iter().zip(state.alive.words());
        let lost = state.api.words().iter().zip(state.cut_off.words());
        rows.zip(lost)
            .enumerate()
            .map(move |(place, ((&watched, &alive), (&api, &cut_off)))| {
                let near = near.get(place).copied().unwrap_or(0);
                let far = if is_cut { u64::MAX } else { cut_off } & !near;
                watched & alive & (api | far)
            })
    }
}
