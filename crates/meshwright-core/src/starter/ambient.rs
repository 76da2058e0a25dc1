//! A control plane in every cluster, each on a network of its own, without sidecars.

use meshwright_model::DataPlane;

use super::layout::{MOST_CLUSTERS, Part, Sketch, network_of};
use super::{Spread, Starter};

pub(super) const STARTER: Starter = Starter {
    name: "ambient",
    clusters: 2,
    fewest: 2,
    most: MOST_CLUSTERS,
    without_workloads: 0,
    // Istio tests ambient meshes with one network for each cluster.
    spread: Spread::Apart,
    data_plane: DataPlane::Ambient,
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
