//! The resolved view of a topology: what the document means, with every default explicit.

mod authority;
mod cluster;
mod connectivity;
mod expectation;
mod gateway;
mod istio;
mod service;

use std::ops::Index;

use crate::names::{MeshId, MeshName, NetworkName, TrustDomain};

pub use authority::{CaKind, CertificateAuthority, KeyAlgorithm};
pub use cluster::{
    ApiServer, Cluster, Istiod, LoadBalancer, Locality, Provider, ReachableFrom, Role,
};
pub use connectivity::{Connectivity, End};
pub use expectation::{Allow, Expectation, Loss, Via};
pub use gateway::{Address, EastWestGateway, Exposure, Scope};
pub use istio::{Addon, DataPlane, InstallMethod, IstioSettings};
pub use service::{Service, ServicePort, Traffic};

/// A cluster's place in [`Mesh::clusters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterIndex(pub usize);

/// A network's place in [`Mesh::networks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NetworkIndex(pub usize);

/// A mesh, resolved: names are unique, references are looked up, defaults are explicit.
///
/// Everything that could not be resolved was reported as a finding and left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// The name of the topology; it titles the runbook.
    pub name: MeshName,
    /// `values.global.meshID`.
    pub id: MeshId,
    /// The trust domain of every workload identity.
    pub trust_domain: TrustDomain,
    /// Whether sidecars answer DNS for Services of other clusters (`ISTIO_META_DNS_CAPTURE`).
    pub dns_capture: bool,
    /// Who signs.
    pub ca: CertificateAuthority,
    /// In the order of the document, then of first use by a cluster.
    pub networks: Vec<Network>,
    /// In the order of the document.
    pub clusters: Vec<Cluster>,
    /// What the wires allow or forbid, beyond the defaults, in the order of the document.
    pub connectivity: Vec<Connectivity>,
    /// In the order of the document.
    pub services: Vec<Service>,
    /// Tests of the mesh, in the order of the document.
    pub expectations: Vec<Expectation>,
    /// Findings that the document allows.
    pub allows: Vec<Allow>,
}

/// A network: clusters whose pods reach each other directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The value of `topology.istio.io/network`.
    pub name: NetworkName,
    /// Its clusters, in the order of the document.
    pub clusters: Vec<ClusterIndex>,
}

impl Mesh {
    /// Every cluster with its index, in the order of the document.
    pub fn clusters(&self) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters
            .iter()
            .enumerate()
            .map(|(index, cluster)| (ClusterIndex(index), cluster))
    }

    /// Every network with its index.
    pub fn networks(&self) -> impl Iterator<Item = (NetworkIndex, &Network)> {
        self.networks
            .iter()
            .enumerate()
            .map(|(index, network)| (NetworkIndex(index), network))
    }

    /// The clusters that run an istiod for themselves.
    pub fn primaries(&self) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters()
            .filter(|(_, cluster)| cluster.role == Role::Primary)
    }

    /// The remotes that use the istiod of `control_plane`.
    pub fn remotes_of(
        &self,
        control_plane: ClusterIndex,
    ) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters().filter(move |(_, cluster)| {
            matches!(cluster.role, Role::Remote { control_plane: Some(of), .. } if of == control_plane)
        })
    }

    /// The cluster whose istiod serves the proxies of `cluster`: itself for a primary.
    pub fn control_plane_of(&self, cluster: ClusterIndex) -> Option<ClusterIndex> {
        match self[cluster].role {
            Role::Primary => Some(cluster),
            Role::Remote { control_plane, .. } => control_plane,
            Role::External => None,
        }
    }

    /// The clusters that may lead a remote: its control plane, then its standbys. Nobody for
    /// another role.
    pub fn leaders_of(&self, remote: ClusterIndex) -> impl Iterator<Item = ClusterIndex> {
        let cluster = &self[remote];
        let control_plane = match cluster.role {
            Role::Remote { control_plane, .. } => control_plane,
            Role::Primary | Role::External => None,
        };
        control_plane
            .into_iter()
            .chain(cluster.standbys.iter().copied())
    }

    /// The clusters that run an istiod for the mesh: primaries and external clusters.
    pub fn istiods(&self) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters()
            .filter(|(_, cluster)| matches!(cluster.role, Role::Primary | Role::External))
    }

    /// The external cluster whose istiod `cluster` uses: itself for an external cluster, `None`
    /// for a primary and for the remotes of one.
    pub fn external_of(&self, cluster: ClusterIndex) -> Option<ClusterIndex> {
        match self[cluster].role {
            Role::External => Some(cluster),
            Role::Remote { control_plane, .. } => {
                control_plane.filter(|of| self[*of].role == Role::External)
            }
            Role::Primary => None,
        }
    }

    /// The config cluster of `external`, the first of its remotes that says `config: true`: its
    /// API server holds the configuration that the external istiod reads.
    pub fn config_cluster_of(&self, external: ClusterIndex) -> Option<ClusterIndex> {
        self.remotes_of(external)
            .find(|(_, cluster)| matches!(cluster.role, Role::Remote { config: true, .. }))
            .map(|(index, _)| index)
    }

    /// Whether workloads of `cluster` join the mesh through ztunnel and waypoints.
    pub fn is_ambient(&self, cluster: ClusterIndex) -> bool {
        self[cluster].istio.data_plane == DataPlane::Ambient
    }

    /// Whether workloads are in more than one network: an external cluster has none.
    pub fn is_multi_network(&self) -> bool {
        self.networks
            .iter()
            .filter(|network| {
                let mut clusters = network.clusters.iter();
                clusters.any(|index| self[*index].role != Role::External)
            })
            .count()
            > 1
    }

    /// The cluster of that name.
    pub fn cluster_named(&self, name: &str) -> Option<ClusterIndex> {
        self.clusters()
            .find(|(_, cluster)| cluster.name.as_str() == name)
            .map(|(index, _)| index)
    }

    /// The network of that name.
    pub fn network_named(&self, name: &str) -> Option<NetworkIndex> {
        self.networks()
            .find(|(_, network)| network.name.as_str() == name)
            .map(|(index, _)| index)
    }
}

impl Index<ClusterIndex> for Mesh {
    type Output = Cluster;
    fn index(&self, index: ClusterIndex) -> &Cluster {
        &self.clusters[index.0]
    }
}

impl Index<NetworkIndex> for Mesh {
    type Output = Network;
    fn index(&self, index: NetworkIndex) -> &Network {
        &self.networks[index.0]
    }
}
