//! The ends of a row, as words and as addresses.

use meshwright_diag::{Text, text};
use meshwright_model::{Cluster, ClusterIndex, Mesh, NetworkIndex, Role};

use crate::say::Names;

/// An end of a flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowEnd {
    /// The pods on a network.
    Network(NetworkIndex),
    /// The pods on every network with workloads but this one.
    OtherNetworks(NetworkIndex),
    /// The pods of these clusters.
    Pods(Vec<ClusterIndex>),
    /// The istiod of a cluster.
    ControlPlane(ClusterIndex),
    /// Every istiod but the one in this cluster.
    OtherControlPlanes(ClusterIndex),
    /// The API server of a cluster.
    ApiServer(ClusterIndex),
    /// The API servers of these clusters.
    ApiServers(Vec<ClusterIndex>),
    /// The east-west gateway of a cluster.
    Gateway(ClusterIndex),
    /// The load balancer in front of a cluster's gateway.
    LoadBalancer(ClusterIndex),
    /// The address, other than a gateway's, at which remotes find the istiod of a cluster.
    IstiodAddress(ClusterIndex),
    /// Somebody in each cluster, or around the mesh.
    Each(Inside),
}

/// Somebody who is in each cluster, or around the mesh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inside {
    /// Sidecars and gateways.
    Proxies,
    /// ztunnel.
    Ztunnels,
    /// istiod.
    Istiod,
    /// The API server.
    ApiServer,
    /// The kubelets.
    Kubelets,
    /// Prometheus.
    Prometheus,
    /// Whoever runs istioctl and kubectl.
    Operators,
    /// The DNS servers of istiod.
    NameServers,
    /// Servers with keys for tokens (JWKS).
    KeyServers,
}

impl Inside {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Proxies => "proxies",
            Self::Ztunnels => "ztunnels",
            Self::Istiod => "istiod",
            Self::ApiServer => "api-server",
            Self::Kubelets => "kubelets",
            Self::Prometheus => "prometheus",
            Self::Operators => "operators",
            Self::NameServers => "name-servers",
            Self::KeyServers => "key-servers",
        }
    }
}

/// Sets up to this size are told by name.
const NAMED: usize = 5;
/// Sets up to this size have their addresses listed.
const LISTED: usize = 16;

impl FlowEnd {
    /// The end in words; big sets as what they leave out or as how many they are.
    pub fn text(&self, mesh: &Mesh) -> Text {
        let names = Names::of(mesh);
        let list = |clusters: &[ClusterIndex]| -> Vec<String> {
            clusters.iter().map(|&index| names.cluster(index)).collect()
        };
        match self {
            Self::Network(network) => text!("end-network", network = names.network(*network)),
            Self::OtherNetworks(network) => {
                let others: Vec<String> = networks_but(mesh, *network)
                    .take(NAMED + 1)
                    .map(|other| names.network(other))
                    .collect();
                if others.len() > NAMED {
                    text!("end-other-networks", network = names.network(*network))
                } else {
                    text!("end-networks", count = others.len(), networks = others)
                }
            }
            Self::Pods(clusters) if clusters.len() > NAMED => {
                text!("end-many-pods", count = clusters.len())
            }
            Self::Pods(clusters) => text!("end-pods", clusters = list(clusters)),
            Self::ControlPlane(cluster) => {
                text!("end-istiod", clusters = list(&[*cluster]), count = 1_usize)
            }
            Self::OtherControlPlanes(cluster) => {
                let others: Vec<ClusterIndex> =
                    istiods_but(mesh, *cluster).take(NAMED + 1).collect();
                if others.len() > NAMED {
                    text!("end-other-istiods", cluster = names.cluster(*cluster))
                } else {
                    text!("end-istiod", clusters = list(&others), count = others.len())
                }
            }
            Self::ApiServer(cluster) => {
                text!("end-api", clusters = list(&[*cluster]), count = 1_usize)
            }
            Self::ApiServers(clusters) if clusters.len() > NAMED => {
                text!("end-many-apis", count = clusters.len())
            }
            Self::ApiServers(clusters) => {
                text!("end-api", clusters = list(clusters), count = clusters.len())
            }
            Self::Gateway(cluster) => {
                let role = mesh.clusters.get(cluster.0).map(|cluster| cluster.role);
                let key = if role == Some(Role::External) {
                    "end-front-gateway"
                } else {
                    "end-gateway"
                };
                text!(key, cluster = names.cluster(*cluster))
            }
            Self::LoadBalancer(cluster) => {
                text!("end-load-balancer", cluster = names.cluster(*cluster))
            }
            Self::IstiodAddress(cluster) => {
                text!("end-istiod-address", cluster = names.cluster(*cluster))
            }
            Self::Each(who) => Text::new(format!("end-each-{}", who.as_str()), Vec::new()),
        }
    }

    /// The end as the target of [`FlowEnd::Each`]: that of the own cluster.
    pub fn target_text(&self, mesh: &Mesh) -> Text {
        match self {
            Self::Each(who @ (Inside::Proxies | Inside::Ztunnels | Inside::Istiod)) => {
                Text::new(format!("end-own-{}", who.as_str()), Vec::new())
            }
            _ => self.text(mesh),
        }
    }

    /// Whether the end is a set of more clusters than a row should list one by one.
    pub fn is_large(&self, mesh: &Mesh) -> bool {
        let n_clusters = match self {
            Self::Network(network) => mesh
                .networks
                .get(network.0)
                .map_or(0, |it| it.clusters.len()),
            Self::OtherNetworks(_) => mesh.clusters.len(),
            Self::OtherControlPlanes(cluster) => {
                istiods_but(mesh, *cluster).take(LISTED + 1).count()
            }
            Self::Pods(clusters) | Self::ApiServers(clusters) => clusters.len(),
            Self::ControlPlane(_)
            | Self::ApiServer(_)
            | Self::Gateway(_)
            | Self::LoadBalancer(_)
            | Self::IstiodAddress(_)
            | Self::Each(_) => 1,
        };
        n_clusters > LISTED
    }

    /// The addresses and ranges of the end that the topology knows, in the order of the
    /// document. Packets of pods may carry the address of their node instead.
    pub fn addresses(&self, mesh: &Mesh) -> Vec<String> {
        let pods = |cluster: &Cluster| -> Vec<String> {
            cluster.pod_cidrs.iter().map(ToString::to_string).collect()
        };
        let get = |index: &ClusterIndex| mesh.clusters.get(index.0);
        let of_networks = |is_in: &dyn Fn(NetworkIndex) -> bool| -> Vec<String> {
            mesh.clusters
                .iter()
                .filter(|cluster| cluster.role != Role::External && is_in(cluster.network))
                .flat_map(pods)
                .collect()
        };
        match self {
            Self::Network(network) => of_networks(&|it| it == *network),
            Self::OtherNetworks(network) => of_networks(&|it| it != *network),
            Self::Pods(clusters) => clusters.iter().filter_map(get).flat_map(pods).collect(),
            Self::ControlPlane(cluster) => get(cluster).into_iter().flat_map(pods).collect(),
            Self::OtherControlPlanes(cluster) => istiods_but(mesh, *cluster)
                .filter_map(|index| mesh.clusters.get(index.0))
                .flat_map(pods)
                .collect(),
            Self::ApiServer(cluster) => api_host(get(cluster)).into_iter().collect(),
            Self::ApiServers(clusters) => clusters
                .iter()
                .filter_map(|cluster| api_host(get(cluster)))
                .collect(),
            Self::Gateway(cluster) => get(cluster)
                .into_iter()
                .flat_map(|cluster| {
                    let written = cluster
                        .gateway
                        .iter()
                        .flat_map(|gateway| &gateway.addresses);
                    // What remotes dial leads to the front gateway of an external cluster.
                    let front = cluster.istiod.address.as_ref();
                    let front = front.filter(|_| cluster.role == Role::External);
                    front.into_iter().chain(written)
                })
                .map(ToString::to_string)
                .collect(),
            Self::IstiodAddress(cluster) => get(cluster)
                .and_then(|cluster| cluster.istiod.address.as_ref())
                .map(ToString::to_string)
                .into_iter()
                .collect(),
            Self::LoadBalancer(_) | Self::Each(_) => Vec::new(),
        }
    }
}

fn api_host(cluster: Option<&Cluster>) -> Option<String> {
    let url = cluster?.api_server.url.as_ref()?;
    Some(url.host().to_owned())
}

fn istiods_but(mesh: &Mesh, but: ClusterIndex) -> impl Iterator<Item = ClusterIndex> {
    mesh.clusters()
        .filter(move |(index, cluster)| {
            *index != but && !matches!(cluster.role, Role::Remote { .. })
        })
        .map(|(index, _)| index)
}

/// The other networks with workloads, in the order of the document.
fn networks_but(mesh: &Mesh, but: NetworkIndex) -> impl Iterator<Item = NetworkIndex> {
    let mut used = vec![false; mesh.networks.len()];
    for cluster in &mesh.clusters {
        if let (Some(used), true) = (
            used.get_mut(cluster.network.0),
            cluster.role != Role::External,
        ) {
            *used = true;
        }
    }
    used.into_iter()
        .enumerate()
        .filter(move |&(index, used)| used && index != but.0)
        .map(|(index, _)| NetworkIndex(index))
}
