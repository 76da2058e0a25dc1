//! A control plane outside of the clusters that it serves, in the first one.

use meshwright_model::DataPlane;

use super::layout::{MOST_CLUSTERS, Part, Sketch, network_of};
use super::{Spread, Starter};

pub(super) const STARTER: Starter = Starter {
    name: "external",
    clusters: 2,
    fewest: 2,
    most: MOST_CLUSTERS,
    without_workloads: 1,
    spread: Spread::Together,
    data_plane: DataPlane::Sidecar,
    sketch,
};

fn sketch(clusters: usize, networks: usize) -> Vec<Sketch> {
    let remotes = clusters.saturating_sub(1);
    let external = Sketch {
        network: 0,
        part: Part::External,
        // Remotes reach their istiod through the gateway in front of it.
        gateway: true,
    };
    let remotes = (0..remotes).map(|index| Sketch {
        network: network_of(index, remotes, networks),
        part: Part::Remote {
            control_plane: 0,
            config: index == 0,
        },
        gateway: networks > 1,
    });
    [external].into_iter().chain(remotes).collect()
}
