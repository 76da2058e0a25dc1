//! What can be lost, and how it is written: `east`, `gateway:east`, `control-plane:east`,
//! `api-server:east`, `network:net-1`, `root:mesh`.

use meshwright_diag::{Text, text};
use meshwright_model::{ClusterIndex, Mesh, NetworkIndex};

use super::has_root;
use crate::say::Names;
use crate::{Authority, MeshGraph};

/// A part of the mesh that can be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A cluster with everything in it.
    Cluster(ClusterIndex),
    /// The east-west gateway of a cluster.
    Gateway(ClusterIndex),
    /// The istiod of a cluster.
    ControlPlane(ClusterIndex),
    /// The API server of a cluster.
    ApiServer(ClusterIndex),
    /// The ways between a network and all others.
    Network(NetworkIndex),
    /// The trust in a root.
    Root(Authority),
}

/// Why a text names no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartError {
    /// No such kind of part.
    Kind(String),
    /// No cluster, or network, of that name.
    Name(String),
    /// There is nothing of the kind in that cluster.
    Absent(String),
}

impl PartError {
    /// The error as a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Kind(kind) => text!("part-kind", kind = kind),
            Self::Name(name) => text!("part-name", name = name),
            Self::Absent(part) => text!("part-absent", part = part),
        }
    }
}

impl Part {
    /// Reads a part.
    ///
    /// # Errors
    ///
    /// The text names nothing that this mesh can lose.
    pub fn parse(mesh: &Mesh, graph: &MeshGraph, text: &str) -> Result<Self, PartError> {
        let (kind, name) = text.split_once(':').unwrap_or(("cluster", text));
        let cluster = || {
            let found = mesh.cluster_named(name);
            found.ok_or_else(|| PartError::Name(name.to_owned()))
        };
        let part = match kind {
            "cluster" => Self::Cluster(cluster()?),
            "gateway" => Self::Gateway(cluster()?),
            "control-plane" => Self::ControlPlane(cluster()?),
            "api-server" => Self::ApiServer(cluster()?),
            "network" => {
                let found = mesh.network_named(name);
                Self::Network(found.ok_or_else(|| PartError::Name(name.to_owned()))?)
            }
            "root" if name == "mesh" => Self::Root(Authority::Mesh),
            "root" => Self::Root(Authority::SelfSigned(cluster()?)),
            _ => return Err(PartError::Kind(kind.to_owned())),
        };
        if parts(mesh, graph).contains(&part) {
            Ok(part)
        } else {
            Err(PartError::Absent(text.to_owned()))
        }
    }

    /// How the part is written.
    pub fn reference(self, mesh: &Mesh) -> String {
        let names = Names::of(mesh);
        match self {
            Self::Cluster(cluster) => names.cluster(cluster),
            Self::Gateway(cluster) => format!("gateway:{}", names.cluster(cluster)),
            Self::ControlPlane(cluster) => format!("control-plane:{}", names.cluster(cluster)),
            Self::ApiServer(cluster) => format!("api-server:{}", names.cluster(cluster)),
            Self::Network(network) => format!("network:{}", names.network(network)),
            Self::Root(Authority::Mesh) => "root:mesh".to_owned(),
            Self::Root(Authority::SelfSigned(cluster)) => {
                format!("root:{}", names.cluster(cluster))
            }
        }
    }

    /// What the part is, in words.
    pub fn text(self, mesh: &Mesh) -> Text {
        let names = Names::of(mesh);
        match self {
            Self::Cluster(cluster) => text!("lost-cluster", cluster = names.cluster(cluster)),
            Self::Gateway(cluster) => text!("lost-gateway", cluster = names.cluster(cluster)),
            Self::ControlPlane(cluster) => {
                text!("lost-control-plane", cluster = names.cluster(cluster))
            }
            Self::ApiServer(cluster) => {
                text!("lost-api-server", cluster = names.cluster(cluster))
            }
            Self::Network(network) => text!("lost-network", network = names.network(network)),
            Self::Root(Authority::Mesh) => text!("lost-root"),
            Self::Root(Authority::SelfSigned(cluster)) => {
                text!("lost-own-root", cluster = names.cluster(cluster))
            }
        }
    }

    /// The cluster that the part is in; `None` for networks and roots.
    pub const fn host(self) -> Option<ClusterIndex> {
        match self {
            Self::Cluster(cluster)
            | Self::Gateway(cluster)
            | Self::ControlPlane(cluster)
            | Self::ApiServer(cluster) => Some(cluster),
            Self::Network(_) | Self::Root(_) => None,
        }
    }
}

/// Everything that the mesh can lose: clusters, gateways, control planes, API servers, networks
/// where there are several, roots; each in the order of the document.
pub fn parts(mesh: &Mesh, graph: &MeshGraph) -> Vec<Part> {
    let mut parts: Vec<Part> = graph.indices().map(Part::Cluster).collect();
    let has_gateway = |it: &ClusterIndex| {
        let facts = graph.cluster(*it);
        facts.is_some_and(|facts| facts.gateway.is_some_and(|it| it.has_address))
    };
    parts.extend(graph.indices().filter(has_gateway).map(Part::Gateway));
    let istiods = graph.control_planes().iter().copied();
    parts.extend(istiods.map(Part::ControlPlane));
    let has_workloads = |it: &ClusterIndex| graph.cluster(*it).is_some_and(|it| it.has_workloads);
    parts.extend(graph.indices().filter(has_workloads).map(Part::ApiServer));
    if mesh.is_multi_network() {
        let used = mesh.networks().filter(|(_, network)| {
            let mut clusters = network.clusters.iter();
            clusters.any(has_workloads)
        });
        parts.extend(used.map(|(index, _)| Part::Network(index)));
    }
    let mut roots: Vec<Authority> = graph
        .indices()
        .filter(|&it| has_root(graph, it))
        .filter_map(|it| graph.authority(it))
        .collect();
    roots.sort_unstable();
    roots.dedup();
    parts.extend(roots.into_iter().map(Part::Root));
    parts
}
