//! One cluster with its own control plane: where most meshes begin.

use super::Starter;
use super::layout::Sketch;

pub(super) const STARTER: Starter = Starter {
    name: "single",
    clusters: 1,
    fewest: 1,
    most: 1,
    sketch,
};

fn sketch(_clusters: usize, _networks: usize) -> Vec<Sketch> {
    vec![Sketch {
        network: 0,
        control_plane: None,
        gateway: false,
    }]
}
