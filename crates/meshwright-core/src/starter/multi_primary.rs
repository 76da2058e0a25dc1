//! A control plane in every cluster.

use super::Starter;
use super::layout::{MOST_CLUSTERS, Sketch, network_of};

pub(super) const STARTER: Starter = Starter {
    name: "multi-primary",
    clusters: 2,
    fewest: 2,
    most: MOST_CLUSTERS,
    sketch,
};

fn sketch(clusters: usize, networks: usize) -> Vec<Sketch> {
    (0..clusters)
        .map(|index| Sketch {
            network: network_of(index, clusters, networks),
            control_plane: None,
            gateway: networks > 1,
        })
        .collect()
}
