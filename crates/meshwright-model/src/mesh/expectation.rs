//! What the architect says about the mesh: what must hold, and which findings are allowed.

use meshwright_diag::ModelPath;

use super::ClusterIndex;
use crate::names::{Namespace, ServiceName};
use crate::words::words;

/// A test of the mesh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `from` reaches `to`.
    Reach {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
        /// The service, where one is meant.
        service: Option<(ServiceName, Namespace)>,
        /// How.
        via: Via,
    },
    /// `from` does not reach `to`.
    NoPath {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
    },
    /// What is left goes on working when this is lost.
    Survives {
        /// What is lost.
        loss: Loss,
    },
}

/// What may be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Any one cluster.
    AnyCluster,
    /// Any one east-west gateway.
    AnyGateway,
    /// Any one control plane.
    AnyControlPlane,
    /// Any one API server.
    AnyApiServer,
    /// This cluster.
    Cluster(ClusterIndex),
}

words! {
    /// How an expected path must go.
    Via {
        /// From pod to pod.
        Direct = "direct",
        /// Through an east-west gateway.
        Gateway = "gateway",
        /// Either way.
        Any = "any",
    }
}

/// A finding that the document allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule's code.
    pub code: String,
    /// Where it is allowed; the root for everywhere.
    pub at: ModelPath,
    /// Why it is allowed.
    pub reason: Option<String>,
    /// The last day it is allowed, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Where in the document this entry is.
    pub path: ModelPath,
}
