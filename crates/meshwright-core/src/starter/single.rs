//! One cluster with its own control plane: where most meshes begin.

use meshwright_model::DataPlane;

use super::layout::{Part, Sketch};
use super::{Spread, Starter};

pub(super) const STARTER: Starter = Starter {
    name: "single",
    clusters: 1,
    fewest: 1,
    most: 1,
    without_workloads: 0,
    spread: Spread::Together,
    data_plane: DataPlane::Sidecar,
    sketch,
};

fn sketch(_clusters: usize, _networks: usize) -> Vec<Sketch> {
    vec![Sketch {
        network: 0,
        part: Part::Primary,
        gateway: false,
    }]
}
