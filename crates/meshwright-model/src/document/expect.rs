//! Tests of the mesh.

use super::{Reference, ServiceReference};
use crate::mesh::Via;

/// A test of the mesh; one that fails is a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectEntry {
    /// `reach`: one cluster reaches another.
    Reach(ReachSection),
    /// `noPath`: one cluster does not reach another.
    NoPath(NoPathSection),
    /// `survives`: what is left goes on working when something is lost.
    Survives(SurvivesSection),
}

document! {
    /// One cluster reaches another.
    pub struct ReachSection {
        /// The caller's cluster.
        pub from: Reference => "from";
        /// The called cluster.
        pub to: Reference => "to";
        /// The service, as `name.namespace`; absent for any.
        pub service: Option<ServiceReference> => "service";
        /// How the path goes.
        pub via: Option<Via> => "via", default "any";
    }
}

document! {
    /// One cluster does not reach another.
    pub struct NoPathSection {
        /// The caller's cluster.
        pub from: Reference => "from";
        /// The called cluster.
        pub to: Reference => "to";
    }
}

document! {
    /// What is left goes on working when something is lost.
    pub struct SurvivesSection {
        /// A cluster, or `any-cluster`, `any-gateway`, `any-control-plane`, `any-api-server`.
        pub loss: Reference => "loss";
    }
}
