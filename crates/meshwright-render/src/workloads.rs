//! Which clusters have workloads: all but external ones, which run an istiod for others only.

use meshwright_model::{Cluster, ClusterIndex, Mesh, Network, Role};

/// Whether workloads of the mesh run in the cluster.
pub(crate) fn has_workloads(cluster: &Cluster) -> bool {
    cluster.role != Role::External
}

/// How many clusters have workloads.
pub(crate) fn count(mesh: &Mesh) -> usize {
    let with = mesh.clusters.iter().filter(|it| has_workloads(it));
    with.count()
}

/// The clusters of a network that have workloads, in the order of the document.
pub(crate) fn of_network<'a>(
    mesh: &'a Mesh,
    network: &'a Network,
) -> impl Iterator<Item = ClusterIndex> {
    let clusters = network.clusters.iter().copied();
    clusters.filter(|index| has_workloads(&mesh[*index]))
}
