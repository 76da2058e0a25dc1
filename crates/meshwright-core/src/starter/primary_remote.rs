//! One control plane for all clusters, in the first one.

use super::Starter;
use super::layout::{MOST_CLUSTERS, Sketch, network_of};

pub(super) const STARTER: Starter = Starter {
    name: "primary-remote",
    clusters: 2,
    fewest: 2,
    most: MOST_CLUSTERS,
    sketch,
};

fn sketch(clusters: usize, networks: usize) -> Vec<Sketch> {
    (0..clusters)
        .map(|index| Sketch {
            network: network_of(index, clusters, networks),
            control_plane: (index > 0).then_some(0),
            // Remotes reach their istiod through the primary's gateway, on one network too.
            gateway: networks > 1 || index == 0,
        })
        .collect()
}
