//! The ports that have to be open: one table for whoever runs the firewalls.
//!
//! Sources are sets ("every other network", "every other istiod"), so the table grows with the
//! clusters of the mesh and not with their pairs. It says what the mesh needs, whatever
//! `connectivity` allows.

mod end;
mod flow;

pub use end::FlowEnd;
pub use flow::{Flow, FlowKind, Protocol};

use meshwright_model::{Cluster, ClusterIndex, Exposure, Mesh, NetworkIndex, Role};

use crate::CONTROL_PORTS;
use crate::facts::api_port;

/// The port of a gateway's health.
pub const STATUS_PORT: u16 = 15021;

/// Every way that has to be open, sorted by kind, target and port.
pub fn flows(mesh: &Mesh) -> Vec<Flow> {
    let mut flows = Vec::new();
    for (network, n_clusters) in workload_networks(mesh) {
        if n_clusters > 1 {
            flows.push(Flow::new(
                FlowKind::Pods,
                FlowEnd::Network(network),
                FlowEnd::Network(network),
                None,
            ));
        }
    }
    let n_networks = workload_networks(mesh).count();
    for (index, cluster) in mesh.clusters() {
        flows.extend(to_gateway(mesh, n_networks, index, cluster));
        flows.extend(to_control_plane(mesh, index, cluster));
        flows.extend(to_api_server(mesh, index, cluster));
    }
    flows.sort_by(|left, right| {
        let key = |flow: &Flow| (flow.kind, flow.to.clone(), flow.port, flow.from.clone());
        key(left).cmp(&key(right))
    });
    flows
}

/// The networks with workloads and the number of their clusters.
fn workload_networks(mesh: &Mesh) -> impl Iterator<Item = (NetworkIndex, usize)> {
    let mut counts = vec![0_usize; mesh.networks.len()];
    for cluster in &mesh.clusters {
        if let (Some(count), true) = (counts.get_mut(cluster.network.0), has_workloads(cluster)) {
            *count += 1;
        }
    }
    counts
        .into_iter()
        .enumerate()
        .filter(|&(_, n_clusters)| n_clusters > 0)
        .map(|(network, n_clusters)| (NetworkIndex(network), n_clusters))
}

fn has_workloads(cluster: &Cluster) -> bool {
    cluster.role != Role::External
}

/// Requests from other networks, and the health checks of whoever balances them.
fn to_gateway(mesh: &Mesh, n_networks: usize, index: ClusterIndex, cluster: &Cluster) -> Vec<Flow> {
    let mut flows = Vec::new();
    let Some(gateway) = &cluster.gateway else {
        return flows;
    };
    if has_workloads(cluster) && n_networks > 1 {
        flows.push(Flow::new(
            FlowKind::Requests,
            FlowEnd::OtherNetworks(cluster.network),
            FlowEnd::Gateway(index),
            Some(gateway.port),
        ));
    }
    let is_used = n_networks > 1 || mesh.remotes_of(index).next().is_some();
    if gateway.exposure == Exposure::LoadBalancer && is_used {
        flows.push(Flow::new(
            FlowKind::Health,
            FlowEnd::LoadBalancer(index),
            FlowEnd::Gateway(index),
            Some(STATUS_PORT),
        ));
    }
    flows
}

/// Proxies and API servers of remotes to their istiod, and the own API server's webhooks.
fn to_control_plane(mesh: &Mesh, index: ClusterIndex, cluster: &Cluster) -> Vec<Flow> {
    if matches!(cluster.role, Role::Remote { .. }) {
        return Vec::new();
    }
    let mut flows = vec![Flow::new(
        FlowKind::Webhook,
        FlowEnd::ApiServers(vec![index]),
        FlowEnd::ControlPlane(index),
        Some(CONTROL_PORTS[1]),
    )];
    let remotes: Vec<ClusterIndex> = mesh.remotes_of(index).map(|(remote, _)| remote).collect();
    if !remotes.is_empty() {
        flows.push(Flow::new(
            FlowKind::Discovery,
            FlowEnd::Pods(remotes.clone()),
            FlowEnd::Gateway(index),
            Some(CONTROL_PORTS[0]),
        ));
        flows.push(Flow::new(
            FlowKind::Injection,
            FlowEnd::ApiServers(remotes),
            FlowEnd::Gateway(index),
            Some(CONTROL_PORTS[1]),
        ));
    }
    flows
}

/// Every istiod elsewhere to the API server.
fn to_api_server(mesh: &Mesh, index: ClusterIndex, cluster: &Cluster) -> Option<Flow> {
    let runs_istiod = |role| !matches!(role, Role::Remote { .. });
    let is_watched = has_workloads(cluster)
        && mesh
            .clusters()
            .any(|(watcher, other)| watcher != index && runs_istiod(other.role));
    is_watched.then(|| {
        Flow::new(
            FlowKind::Watch,
            FlowEnd::OtherControlPlanes(index),
            FlowEnd::ApiServer(index),
            Some(api_port(cluster)),
        )
    })
}
