//! The root of the document.

use super::{
    ClusterEntry, ConnectivityEntry, ExpectEntry, List, MeshSection, NetworkEntry, PolicySection,
    ServiceEntry, ViewSection,
};
use crate::names::MeshName;

/// The one version of the document.
pub const API_VERSION: &str = "meshwright/v1alpha1";

/// The one kind of document.
pub const KIND: &str = "MeshTopology";

document! {
    /// An Istio mesh over several clusters: what there is, and what the wires allow.
    #[derive(Default)]
    pub struct Topology {
        /// What the topology is called.
        pub metadata: Option<Metadata> => "metadata";
        /// What the whole mesh shares.
        pub mesh: Option<MeshSection> => "mesh";
        /// The networks; one that a cluster names need not be listed.
        pub networks: Option<List<NetworkEntry>> => "networks";
        /// The Kubernetes clusters of the mesh.
        pub clusters: Option<List<ClusterEntry>> => "clusters";
        /// What the wires allow or forbid, beyond the defaults; of several entries that fit, the last one counts.
        pub connectivity: Option<List<ConnectivityEntry>> => "connectivity";
        /// Services that are called across clusters; they make predictions and tests per service possible.
        pub services: Option<List<ServiceEntry>> => "services";
        /// Tests of the mesh; one that fails is a finding.
        pub expect: Option<List<ExpectEntry>> => "expect";
        /// Findings that are accepted.
        pub policy: Option<PolicySection> => "policy";
        /// How the designer draws the topology; it never changes the plan.
        pub view: Option<ViewSection> => "view";
    }
    beside "apiVersion", "kind"
}

document! {
    /// What the topology is called.
    pub struct Metadata {
        /// The name of the topology: a DNS-1123 label.
        pub name: MeshName => "name";
    }
}
