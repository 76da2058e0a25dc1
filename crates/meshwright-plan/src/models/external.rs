//! An istiod outside of the clusters that it serves, on an external cluster behind a front
//! gateway.
//!
//! Its first remote is the config cluster: Istio's configuration is read there, and the istiod
//! goes by its name. The order that works: the front gateway and its address; the config cluster,
//! whose installation brings the account that istiod reads it with; that credential; istiod;
//! what leads from the front gateway to it; then further remotes, each with its remote secret;
//! and only then east-west gateways, whose pods the external istiod injects.
//!
//! Where the release or the method cannot do it, there are no steps: a rule says so.

use super::Model;
use crate::steps::external::{External, plan_external};

/// `external`.
pub static EXTERNAL: Model = Model {
    name: "external",
    covers: |mesh| {
        mesh.clusters()
            .map(|(index, _)| index)
            .filter(|index| mesh.external_of(*index).is_some())
            .collect()
    },
    steps: |cx, plan| {
        for (index, _) in cx.mesh.clusters() {
            if let Some(external) = External::of(cx, index) {
                plan_external(&external, plan);
            }
        }
    },
};
