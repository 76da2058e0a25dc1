//! One cluster: the simplest mesh, without anybody to watch.

use meshwright_model::Role;

use super::Model;
use crate::steps;

/// `single`.
pub static SINGLE: Model = Model {
    name: "single",
    covers: |mesh| match mesh.clusters.as_slice() {
        [only] if only.role == Role::Primary => mesh.primaries().map(|(index, _)| index).collect(),
        _ => Vec::new(),
    },
    steps: steps::primary::primaries,
};
