//! One primary without remotes: the simplest mesh, without anybody to watch. An external control
//! plane and its remotes may be beside it.

use super::Model;
use crate::steps;

/// `single`.
pub static SINGLE: Model = Model {
    name: "single",
    covers: |mesh| {
        let primaries: Vec<_> = mesh.primaries().map(|(index, _)| index).collect();
        let mut others = mesh.clusters().map(|(index, _)| index);
        let is_alone = primaries.len() == 1
            && others.all(|index| primaries.contains(&index) || mesh.external_of(index).is_some());
        if is_alone { primaries } else { Vec::new() }
    },
    steps: steps::primary::primaries,
};
