//! The smallest repair for the first thing that breaks.

use meshwright_diag::Fix;
use meshwright_model::Mesh;

use crate::Broken;

/// Repairs that mend `broken` in `mesh`, the best first.
pub fn repair(_mesh: &Mesh, _broken: Broken) -> Vec<Fix> {
    Vec::new()
}
