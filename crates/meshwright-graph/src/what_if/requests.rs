//! Which requests break: counted for all pairs at once, and told for one.

use meshwright_model::ClusterIndex;

use super::{Because, Losses, State, count};
use crate::Bits;

impl Losses<'_> {
    /// How many pairs lose something, and how much all of them lose together.
    pub(super) fn pairs_lost(&self, state: &State) -> (usize, f64) {
        let n_clusters = self.graph.n_clusters();
        let alive = Bits::from_fn(n_clusters, |it| !state.is_gone(it));
        let rooted = Bits::from_fn(n_clusters, |it| State::is(&state.root, it.0));
        let cut_off = Bits::from_fn(n_clusters, |it| {
            State::is(&state.network, self.graph.place(it).network.0)
        });
        let (mut n_pairs, mut lost) = (0, 0.0);
        for to in self.graph.indices() {
            if !self.may_lose(state, to) {
                continue;
            }
            let Some(callers) = self.callers.get(to.0) else {
                continue;
            };
            let mut callers = callers.clone();
            callers.intersect(&alive);
            let all = callers.len();
            // X-GW: endpoints of a lost cluster stay in the lists of others.
            if state.is_gone(to) || State::is(&state.root, to.0) {
                n_pairs += all;
                lost += count(all);
                continue;
            }
            let mut broken = callers.clone();
            broken.intersect(&rooted);
            let mut far = callers.clone();
            let network = self.graph.place(to).network;
            if let Some(members) = self.members.get(network.0) {
                far.subtract(members);
            }
            let mut cut = far.clone();
            if !State::is(&state.network, network.0) {
                cut.intersect(&cut_off);
            }
            broken.unite(&cut);
            let n_broken = broken.len();
            n_pairs += n_broken;
            lost += count(n_broken);
            let share = self.gateway_share(state, to);
            if share > 0.0 {
                far.subtract(&broken);
                n_pairs += far.len();
                lost += share * count(far.len());
            }
        }
        (n_pairs, lost)
    }

    /// Whether callers of a cluster can have lost anything: most losses are about few clusters.
    fn may_lose(&self, state: &State, to: ClusterIndex) -> bool {
        let is_wide = |set: &[bool]| set.iter().any(|&lost| lost);
        state.is_gone(to)
            || is_wide(&state.network)
            || is_wide(&state.root)
            || self.gateway_share(state, to) > 0.0
    }

    /// Whether requests between clusters that are left break.
    pub(crate) fn loses_requests(&self, state: &State) -> bool {
        let n_clusters = self.graph.n_clusters();
        let alive = Bits::from_fn(n_clusters, |it| !state.is_gone(it));
        let rooted = Bits::from_fn(n_clusters, |it| State::is(&state.root, it.0));
        let cut_off = Bits::from_fn(n_clusters, |it| {
            State::is(&state.network, self.graph.place(it).network.0)
        });
        let meet = |left: &Bits, right: &Bits| {
            let mut both = left.clone();
            both.intersect(right);
            !both.is_empty()
        };
        let mut suspects = alive.iter().filter(|&to| self.may_lose(state, to));
        suspects.any(|to| {
            let Some(callers) = self.callers.get(to.0) else {
                return false;
            };
            let mut callers = callers.clone();
            callers.intersect(&alive);
            let is_rooted = State::is(&state.root, to.0);
            if meet(&callers, &rooted) || (is_rooted && !callers.is_empty()) {
                return true;
            }
            let network = self.graph.place(to).network;
            if let Some(members) = self.members.get(network.0) {
                callers.subtract(members);
            }
            let is_cut = State::is(&state.network, network.0);
            let is_lost = is_cut || self.gateway_share(state, to) > 0.0;
            (is_lost && !callers.is_empty()) || meet(&callers, &cut_off)
        })
    }

    /// The part of requests from one cluster to another that breaks.
    pub(crate) fn pair_share(
        &self,
        state: &State,
        from: ClusterIndex,
        to: ClusterIndex,
    ) -> Option<(f64, Because)> {
        if state.is_gone(from) || !self.rows.reaches(from, to) {
            return None;
        }
        if state.is_gone(to) {
            return Some((1.0, Because::Gone));
        }
        if [from, to].iter().any(|it| State::is(&state.root, it.0)) {
            return Some((1.0, Because::Root));
        }
        if self.is_cut(state, from, to) {
            return Some((1.0, Because::Network));
        }
        if self.graph.place(from).network == self.graph.place(to).network {
            return None;
        }
        let share = self.gateway_share(state, to);
        (share > 0.0).then_some((share, Because::Gateway))
    }
}
