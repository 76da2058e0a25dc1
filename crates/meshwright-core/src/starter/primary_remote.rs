//! One control plane for all clusters, in the first one.

use meshwright_model::DataPlane;

use super::layout::{MOST_CLUSTERS, Part, Sketch, network_of};
use super::{Spread, Starter};

pub(super) const STARTER: Starter = Starter {
    name: "primary-remote",
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
            part: if index == 0 {
                Part::Primary
            } else {
                Part::Remote {
                    control_plane: 0,
                    config: false,
                }
            },
            // Remotes reach their istiod through the primary's gateway, on one network too.
            gateway: networks > 1 || index == 0,
        })
        .collect()
}
