//! A control plane in every cluster.

use meshwright_model::DataPlane;

use super::layout::{MOST_CLUSTERS, Part, Sketch, network_of};
use super::{Spread, Starter};

pub(super) const STARTER: Starter = Starter {
    name: "multi-primary",
    clusters: 2,
    fewest: 2,
    most: MOST_CLUSTERS,
    without_workloads: 0,
    spread: Spread::Together,
    data_plane: DataPlane::Sidecar,
    sketch,
};

fn sketch(clusters: usize, networks: usize) -> Vec<Sketch> {
    (0..clusters)
        .map(|index| Sketch {
            network: network_of(index, clusters, networks),
            part: Part::Primary,
            gateway: networks > 1,
        })
        .collect()
}
