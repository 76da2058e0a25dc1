//! Deployment models: which clusters each of them covers, and their steps.
//!
//! A mesh may mix models: each plans the clusters that it covers. The model is recognised, never
//! asked for.

pub mod ambient;
pub mod external;
pub mod multi_primary;
pub mod primary_remote;
pub mod single;

use meshwright_model::{ClusterIndex, Mesh};

use crate::builder::{PlanBuilder, PlanContext};

/// A deployment model. A model is one file below this one and one line in [`MODELS`].
#[derive(Debug)]
pub struct Model {
    /// Its name: `multi-primary`.
    pub name: &'static str,
    /// The clusters that it covers.
    pub covers: fn(&Mesh) -> Vec<ClusterIndex>,
    /// Adds the steps for them.
    pub steps: fn(&PlanContext<'_>, &mut PlanBuilder),
}

/// Every model, sorted by name.
pub static MODELS: &[&Model] = &[
    &ambient::AMBIENT,
    &external::EXTERNAL,
    &multi_primary::MULTI_PRIMARY,
    &primary_remote::PRIMARY_REMOTE,
    &single::SINGLE,
];

/// The models that cover some cluster of the mesh.
pub fn recognise(mesh: &Mesh) -> Vec<&'static Model> {
    MODELS
        .iter()
        .copied()
        .filter(|model| !(model.covers)(mesh).is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::MODELS;

    #[test]
    fn models_are_sorted_and_unique() {
        assert!(MODELS.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
