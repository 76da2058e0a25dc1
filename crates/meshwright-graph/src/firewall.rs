//! The ports that have to be open: one table for whoever runs the firewalls.
//!
//! Sources are sets ("every other network", "every other istiod"), so the table grows with the
//! clusters of the mesh and not with their pairs. It says what the mesh needs, whatever
//! `connectivity` allows.

mod end;
mod flow;
mod inner;

pub use end::{FlowEnd, Inside};
pub use flow::{Flow, FlowKind, Need, Protocol};
pub use inner::all_flows;

use std::collections::BTreeMap;

use meshwright_model::{
    Cluster, ClusterIndex, EastWestGateway, Exposure, Mesh, NetworkIndex, Role,
};

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
    let mut remotes: BTreeMap<ClusterIndex, Vec<ClusterIndex>> = BTreeMap::new();
    for (index, cluster) in mesh.clusters() {
        if let Role::Remote {
            control_plane: Some(of),
            ..
        } = cluster.role
        {
            remotes.entry(of).or_default().push(index);
        }
    }
    for (index, cluster) in mesh.clusters() {
        let remotes = remotes.get(&index).map_or(&[][..], Vec::as_slice);
        let is_used = n_networks > 1 || !remotes.is_empty();
        if is_used && let Some(gateway) = &cluster.gateway {
            flows.extend(to_gateway(mesh, n_networks, index, gateway));
        }
        if runs_istiod(cluster) {
            flows.extend(to_control_plane(remotes, index, cluster));
        }
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

fn runs_istiod(cluster: &Cluster) -> bool {
    !matches!(cluster.role, Role::Remote { .. })
}

/// Requests from other networks, and the health checks of whoever balances them.
fn to_gateway(
    mesh: &Mesh,
    n_networks: usize,
    index: ClusterIndex,
    gateway: &EastWestGateway,
) -> Vec<Flow> {
    let cluster = &mesh[index];
    let mut flows = Vec::new();
    if has_workloads(cluster) && n_networks > 1 {
        let mut from_others = |kind, port| {
            flows.push(Flow::new(
                kind,
                FlowEnd::OtherNetworks(cluster.network),
                FlowEnd::Gateway(index),
                Some(port),
            ));
        };
        if mesh.has_sidecar_gateway(index) {
            from_others(FlowKind::Requests, gateway.port);
        }
        if mesh.has_ambient_gateway(index) {
            from_others(FlowKind::Tunnels, EastWestGateway::AMBIENT_PORT);
        }
    }
    if gateway.exposure == Exposure::LoadBalancer {
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
fn to_control_plane(remotes: &[ClusterIndex], index: ClusterIndex, cluster: &Cluster) -> Vec<Flow> {
    // What remotes of an external cluster dial is an address of its front gateway.
    let door = match (&cluster.istiod.address, cluster.role) {
        (Some(_), Role::Primary) => FlowEnd::IstiodAddress(index),
        _ => FlowEnd::Gateway(index),
    };
    let [discovery_port, webhook_port] = CONTROL_PORTS;
    let mut flows = vec![Flow::new(
        FlowKind::Webhook,
        FlowEnd::ApiServers(vec![index]),
        FlowEnd::ControlPlane(index),
        Some(webhook_port),
    )];
    if !remotes.is_empty() {
        flows.push(Flow::new(
            FlowKind::Discovery,
            FlowEnd::Pods(remotes.to_vec()),
            door.clone(),
            Some(discovery_port),
        ));
        flows.push(Flow::new(
            FlowKind::Injection,
            FlowEnd::ApiServers(remotes.to_vec()),
            door,
            Some(webhook_port),
        ));
    }
    flows
}

/// Every istiod elsewhere to the API server.
fn to_api_server(mesh: &Mesh, index: ClusterIndex, cluster: &Cluster) -> Option<Flow> {
    let is_watched = has_workloads(cluster)
        && mesh
            .clusters()
            .any(|(watcher, other)| watcher != index && runs_istiod(other));
    is_watched.then(|| {
        Flow::new(
            FlowKind::Watch,
            FlowEnd::OtherControlPlanes(index),
            FlowEnd::ApiServer(index),
            Some(api_port(cluster)),
        )
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use meshwright_diag::{Language, Words};
    use meshwright_model::{DataPlane, Exposure, Mesh, Role};

    use super::{FlowKind, flows};
    use crate::WORDS;
    use crate::testing::{
        A, gateway, mesh, primary, primary_with_gateway, remote, two_networks, url,
    };

    /// The table without the webhooks that every primary has in its own cluster.
    fn table(mesh: &Mesh) -> Vec<String> {
        let words = Words::new(Language::En, &[WORDS]);
        flows(mesh)
            .iter()
            .filter(|flow| flow.kind != FlowKind::Webhook)
            .map(|flow| {
                let port = flow
                    .port
                    .map_or_else(|| "any".to_owned(), |port| port.to_string());
                format!(
                    "{} -> {}:{port}",
                    words.say(&flow.from.text(mesh)),
                    words.say(&flow.to.text(mesh)),
                )
            })
            .collect()
    }

    #[test]
    fn one_network_opens_pods_and_api_servers() {
        let mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
        assert_eq!(
            table(&mesh),
            [
                "pods on network `net-1` -> pods on network `net-1`:any",
                "istiod of `west` -> API server of `east`:6443",
                "istiod of `east` -> API server of `west`:6443",
            ]
        );
    }

    #[test]
    fn several_networks_open_their_gateways() {
        let mut mesh = two_networks();
        let mut nodes = gateway(Exposure::NodePort);
        nodes.port = 31443;
        mesh.clusters[1].gateway = Some(nodes);
        mesh.clusters[1].api_server.url = Some(url("https://192.0.2.1"));
        assert_eq!(
            table(&mesh),
            [
                "pods on network `net-2` -> east-west gateway of `east`:15443",
                "pods on network `net-1` -> east-west gateway of `west`:31443",
                "istiod of `west` -> API server of `east`:6443",
                "istiod of `east` -> API server of `west`:443",
                "load balancer of `east` -> east-west gateway of `east`:15021",
            ]
        );
    }

    #[test]
    fn ambient_clusters_open_tunnels_and_beside_sidecars_both() {
        let mut mesh = two_networks();
        mesh.clusters[0].istio.data_plane = DataPlane::Ambient;
        mesh.clusters[1].gateway = Some(gateway(Exposure::LoadBalancer));
        let beside = table(&mesh);
        assert_eq!(
            beside[..3],
            [
                "pods on network `net-2` -> east-west gateway of `east`:15443",
                "pods on network `net-1` -> east-west gateway of `west`:15443",
                "pods on network `net-2` -> east-west gateway of `east`:15008",
            ]
        );
        mesh.clusters[1].istio.data_plane = DataPlane::Ambient;
        let alone = table(&mesh);
        assert_eq!(
            alone[..2],
            [
                "pods on network `net-2` -> east-west gateway of `east`:15008",
                "pods on network `net-1` -> east-west gateway of `west`:15008",
            ]
        );
        assert!(!alone.iter().any(|line| line.ends_with(":15443")));
    }

    #[test]
    fn remotes_open_the_gateway_of_their_primary() {
        let mesh = mesh(vec![primary_with_gateway("east", 0), remote("west", 0, A)]);
        assert_eq!(
            table(&mesh),
            [
                "pods on network `net-1` -> pods on network `net-1`:any",
                "pods of `west` -> east-west gateway of `east`:15012",
                "API server of `west` -> east-west gateway of `east`:15017",
                "istiod of `east` -> API server of `west`:6443",
                "load balancer of `east` -> east-west gateway of `east`:15021",
            ]
        );
    }

    #[test]
    fn a_mesh_of_one_cluster_opens_only_its_own_webhooks() {
        let mesh = mesh(vec![primary("east", 0)]);
        assert_eq!(table(&mesh), Vec::<String>::new());
        let kinds: Vec<FlowKind> = flows(&mesh).iter().map(|flow| flow.kind).collect();
        assert_eq!(kinds, [FlowKind::Webhook]);
    }

    #[test]
    fn an_external_control_plane_is_not_watched() {
        let mut mesh = mesh(vec![primary_with_gateway("hub", 0), remote("west", 1, A)]);
        mesh.clusters[0].role = Role::External;
        let watched: BTreeSet<String> = table(&mesh)
            .into_iter()
            .filter(|line| line.contains("API server of `hub`"))
            .collect();
        assert_eq!(watched, BTreeSet::new());
    }

    #[test]
    fn the_table_grows_with_clusters_and_not_with_their_pairs() {
        let n_clusters = 500;
        let clusters = (0..n_clusters)
            .map(|index| primary_with_gateway(&format!("c{index}"), index))
            .collect();
        let mesh = mesh(clusters);
        let table = table(&mesh);
        assert_eq!(table.len(), 3 * n_clusters);
        assert_eq!(
            table[0],
            "pods on every network but `net-1` -> east-west gateway of `c0`:15443"
        );
    }
}
