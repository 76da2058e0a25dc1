//! Which requests break: counted for all pairs at once, and told for one.

use meshwright_model::ClusterIndex;

use super::{Because, Losses, State};
use crate::Bits;

impl Losses<'_> {
    /// How many pairs lose something, and how much all of them lose together.
    pub(super) fn pairs_lost(&self, state: &State) -> (usize, f64) {
        let (mut n_pairs, mut lost) = (0, 0.0);
        for to in self.suspects(state).iter() {
            let share = self.gateway_share(state, to);
            let (mut n_broken, mut n_weaker) = (0, 0);
            for callers in self.callers_lost(state, to) {
                n_broken += callers.broken.count_ones();
                n_weaker += callers.weaker.count_ones();
            }
            n_pairs += n_broken as usize;
            lost += f64::from(n_broken);
            if share > 0.0 {
                n_pairs += n_weaker as usize;
                lost += share * f64::from(n_weaker);
            }
        }
        (n_pairs, lost)
    }

    /// Whether requests between clusters that are left break.
    pub(crate) fn loses_requests(&self, state: &State) -> bool {
        let mut suspects = self.suspects(state);
        suspects.intersect(&state.alive);
        suspects.iter().any(|to| {
            let has_lost_gateway = self.gateway_share(state, to) > 0.0;
            let mut words = self.callers_lost(state, to);
            words.any(|it| it.broken != 0 || (has_lost_gateway && it.weaker != 0))
        })
    }

    /// The callers of a cluster whose requests break, and those of other networks that go on
    /// with the gateways that are left; 64 clusters at a time.
    fn callers_lost<'s>(
        &'s self,
        state: &'s State,
        to: ClusterIndex,
    ) -> impl Iterator<Item = CallersLost> + 's {
        // X-GW: endpoints of a lost cluster stay in the lists of others.
        let is_whole = state.is_gone(to) || state.root.contains(to);
        let is_cut = state.cut_off.contains(to);
        let words = |bits: Option<&'s Bits>| bits.map_or(&[][..], Bits::words);
        let near = words(self.members.get(self.graph.place(to).network.0));
        let callers = words(self.callers.get(to.0)).iter();
        let lost = state.root.words().iter().zip(state.cut_off.words());
        let rows = callers.zip(state.alive.words()).zip(lost).enumerate();
        rows.map(move |(place, ((&callers, &alive), (&root, &cut_off)))| {
            let callers = callers & alive;
            if is_whole {
                return CallersLost {
                    broken: callers,
                    weaker: 0,
                };
            }
            let far = callers & !near.get(place).copied().unwrap_or(0);
            let broken = (callers & root) | if is_cut { far } else { far & cut_off };
            CallersLost {
                broken,
                weaker: far & !broken,
            }
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
        if state.root.contains(from) || state.root.contains(to) {
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

/// Callers of one cluster, as a word of their row.
struct CallersLost {
    /// All their requests break.
    broken: u64,
    /// Those over lost gateways break.
    weaker: u64,
}
