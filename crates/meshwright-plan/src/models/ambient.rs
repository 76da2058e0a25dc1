//! The ambient data plane: agents on nodes instead of a proxy in each pod, tunnels between
//! networks instead of names in TLS.
//!
//! It covers primaries that another model covers too, [`super::single`] or
//! [`super::multi_primary`]: that one plans the istiod, with what it has to know of the data
//! plane, and how primaries watch each other. This one adds the kinds of the Gateway API before
//! it, and gateways and waypoints after it. Remotes have no plan: Istio has no ambient
//! primary-remote, which a rule says.

use meshwright_model::Role;

use super::Model;
use crate::steps;

/// `ambient`.
pub static AMBIENT: Model = Model {
    name: "ambient",
    covers: |mesh| {
        mesh.clusters()
            .filter(|(index, cluster)| cluster.role == Role::Primary && mesh.is_ambient(*index))
            .map(|(index, _)| index)
            .collect()
    },
    steps: steps::ambient::ambient,
};
