//! Whether what is left goes on working.

use meshwright_diag::{Text, text};
use meshwright_model::{ClusterIndex, Loss, Mesh};

use super::{Because, Losses, PairLoss, Part, parts};
use crate::say::Names;

/// What a loss does to those who are left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Harm {
    /// Requests between two clusters that are left break.
    Requests(PairLoss),
    /// Another cluster is left without an istiod.
    ControlPlane {
        /// That cluster.
        cluster: ClusterIndex,
        /// Why.
        because: Because,
    },
}

impl Harm {
    /// The harm as half a sentence.
    pub fn text(self, mesh: &Mesh) -> Text {
        let names = Names::of(mesh);
        match self {
            Self::Requests(pair) => text!(
                "harm-requests",
                from = names.cluster(pair.from),
                to = names.cluster(pair.to),
                because = pair.because.text(mesh)
            ),
            Self::ControlPlane { cluster, because } => text!(
                "harm-control-plane",
                cluster = names.cluster(cluster),
                because = because.text(mesh)
            ),
        }
    }
}

/// The first part of `loss` that the rest of the mesh does not survive, and what it does.
///
/// The rest are the clusters that are still there. They survive where all requests between them
/// that arrived before still do, and where no cluster but the one with the lost part is left
/// without an istiod.
pub fn fails_to_survive(losses: &Losses<'_>, loss: &Loss) -> Option<(Part, Harm)> {
    let is_meant = |part: &Part| match (loss, part) {
        (Loss::AnyCluster, Part::Cluster(_))
        | (Loss::AnyGateway, Part::Gateway(_))
        | (Loss::AnyControlPlane, Part::ControlPlane(_))
        | (Loss::AnyApiServer, Part::ApiServer(_)) => true,
        (Loss::Cluster(named), Part::Cluster(cluster)) => named == cluster,
        _ => false,
    };
    let all = parts(losses.mesh, losses.graph);
    let mut meant = all.into_iter().filter(is_meant);
    meant.find_map(|part| Some((part, losses.harm(part)?)))
}

impl Losses<'_> {
    /// The first harm that losing a part does to what is left.
    pub fn harm(&self, part: Part) -> Option<Harm> {
        let state = self.state(&[part]);
        let touched = self.touched(&state);
        for cluster in touched.iter().filter(|&it| Some(it) != part.host()) {
            let is_served = self.graph.controls(cluster).is_ok();
            if let (true, Some(because)) = (is_served, self.no_istiod(&state, cluster)) {
                return Some(Harm::ControlPlane { cluster, because });
            }
        }
        if !self.loses_requests(&state) {
            return None;
        }
        for from in state.alive.iter() {
            let row = self.rows.row(from);
            let reached = row.into_iter().flat_map(crate::Bits::iter);
            for to in reached.filter(|&to| to != from && !state.is_gone(to)) {
                if let Some((share, because)) = self.pair_share(&state, from, to) {
                    return Some(Harm::Requests(PairLoss {
                        from,
                        to,
                        share,
                        because,
                    }));
                }
            }
        }
        None
    }
}
