//! Gateways that an istiod is told of, because it cannot find them.
//!
//! istiod finds a gateway by the network label of its Service and takes the addresses that the
//! Service shows. That fails for node ports whose nodes have no ExternalIP, for Services that
//! nobody gives an address, in clusters whose API server it does not reach, and for host names in
//! releases that do not resolve them. Where the topology knows the addresses, istiod is told.

use meshwright_catalog::facts::gateways::GatewayApiDiscovery;
use meshwright_model::{
    Address, Cluster, ClusterIndex, EastWestGateway, Exposure, LoadBalancer, Provider,
};

use crate::builder::PlanContext;
use crate::manifest::{MeshNetwork, MeshNetworks, RemoteGateway};

/// How an istiod is told of a gateway.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// In its values.
    MeshNetworks,
    /// By a Gateway of the class `istio-remote`: an object of its own, which changes without an
    /// installation.
    RemoteGateway,
}

/// The gateways that stand in the values of the istiod in `watcher`; `None` for none.
pub(crate) fn mesh_networks(cx: &PlanContext<'_>, watcher: ClusterIndex) -> Option<MeshNetworks> {
    if !cx.mesh.is_multi_network() {
        return None;
    }
    let takes_names = *cx.release(watcher).gateways().mesh_networks_hostnames;
    let mut networks = Vec::new();
    for (_, network) in cx.mesh.networks() {
        let mut gateways: Vec<(Address, u16)> = network
            .clusters
            .iter()
            .filter(|index| told(cx, watcher, **index) == Some(Told::MeshNetworks))
            .filter_map(|index| cx.mesh[*index].gateway.as_ref())
            .flat_map(|gateway| {
                let known = gateway.addresses.iter();
                known.map(|address| (address.clone(), gateway.port))
            })
            .filter(|(address, _)| takes_names || is_ip(address))
            .collect();
        gateways.sort();
        gateways.dedup();
        if gateways.is_empty() {
            continue;
        }
        networks.push(MeshNetwork {
            name: network.name.clone(),
            clusters: network
                .clusters
                .iter()
                .map(|&index| cx.mesh[index].name.clone())
                .collect(),
            gateways,
        });
    }
    (!networks.is_empty()).then_some(MeshNetworks(networks))
}

/// The gateways that the istiod in `watcher` is told of by objects.
pub(crate) fn remote_gateways(cx: &PlanContext<'_>, watcher: ClusterIndex) -> Vec<RemoteGateway> {
    if !cx.mesh.is_multi_network() {
        return Vec::new();
    }
    cx.mesh
        .clusters()
        .filter(|(index, _)| told(cx, watcher, *index) == Some(Told::RemoteGateway))
        .filter_map(|(_, cluster)| {
            let gateway = cluster.gateway.as_ref()?;
            Some(RemoteGateway {
                cluster: cluster.name.clone(),
                network: cx.mesh[cluster.network].name.clone(),
                addresses: gateway.addresses.clone(),
                port: gateway.port,
            })
        })
        .collect()
}

/// How the istiod in `watcher` is told of the gateway in a cluster; `None` where it finds it.
fn told(cx: &PlanContext<'_>, watcher: ClusterIndex, index: ClusterIndex) -> Option<Told> {
    let cluster = &cx.mesh[index];
    let gateway = cluster.gateway.as_ref()?;
    if gateway.addresses.is_empty() {
        return None;
    }
    let facts = cx.release(watcher).gateways();
    if gateway.exposure == Exposure::NodePort {
        return Some(Told::MeshNetworks);
    }
    if !serves_callers_of(cx, watcher, index) {
        return None;
    }
    let is_read = index == watcher || cx.graph.discovers(watcher, index);
    if !shows_no_address(cluster, gateway) && is_read {
        let is_unread = gives_host_names(cluster, gateway) && !*facts.resolves_hostnames;
        return (is_unread && gateway.addresses.iter().any(is_ip)).then_some(Told::MeshNetworks);
    }
    let by_object = *facts.istio_remote_class
        && *facts.gateway_api_discovery.value() == GatewayApiDiscovery::Default;
    Some(if by_object {
        Told::RemoteGateway
    } else {
        Told::MeshNetworks
    })
}

/// Whether the istiod in `watcher` serves proxies that call others through the gateway of a
/// cluster: those of its own cluster and its remotes, on other networks.
fn serves_callers_of(cx: &PlanContext<'_>, watcher: ClusterIndex, index: ClusterIndex) -> bool {
    let served = std::iter::once(watcher).chain(cx.remotes[watcher.0].iter().copied());
    let network = cx.mesh[index].network;
    let mut served = served.filter(|served| cx.mesh.control_plane_of(*served).is_some());
    served.any(|served| cx.mesh[served].network != network)
}

const fn is_ip(address: &Address) -> bool {
    matches!(address, Address::Ip(_))
}

/// Whether the gateway's Service never shows an address, though the topology knows one: nobody in
/// the cluster hands out addresses, and something else leads there.
pub(crate) fn shows_no_address(cluster: &Cluster, gateway: &EastWestGateway) -> bool {
    gateway.exposure == Exposure::LoadBalancer
        && cluster.load_balancer == LoadBalancer::None
        && !gateway.addresses.is_empty()
}

/// Whether the gateway's Service shows a host name, whatever addresses it has.
pub(super) fn gives_host_names(cluster: &Cluster, gateway: &EastWestGateway) -> bool {
    gateway.exposure == Exposure::LoadBalancer
        && cluster.load_balancer == LoadBalancer::Cloud
        && cluster.provider == Provider::Eks
}
