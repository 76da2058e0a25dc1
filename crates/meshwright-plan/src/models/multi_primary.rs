//! Several primaries: each cluster has an istiod of its own, and watches all others.

use super::Model;
use crate::steps;

/// `multi-primary`.
pub static MULTI_PRIMARY: Model = Model {
    name: "multi-primary",
    covers: |mesh| {
        let primaries: Vec<_> = mesh.primaries().map(|(index, _)| index).collect();
        if primaries.len() > 1 {
            primaries
        } else {
            Vec::new()
        }
    },
    steps: steps::primary::primaries,
};
