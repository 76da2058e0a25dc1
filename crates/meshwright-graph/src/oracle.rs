//! The same questions answered the slow way, straight from the document's words: what the fast
//! answers are compared with.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_model::{
    CaKind, Cluster, ClusterIndex, DataPlane, End, Exposure, LoadBalancer, Mesh, Provider,
    ReachableFrom, Role,
};

/// How requests go, as far as the oracle can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Same,
    Direct,
    Gateway(Vec<ClusterIndex>),
    No,
}

pub(crate) fn reach(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> Answer {
    let (Some(watcher), true) = (istiod_of(mesh, from), configured(mesh, from)) else {
        return Answer::No;
    };
    if from == to {
        return Answer::Same;
    }
    let (Some(signer), true) = (istiod_of(mesh, to), configured(mesh, to)) else {
        return Answer::No;
    };
    let one_root = mesh.ca.kind != CaKind::SelfSigned || watcher == signer;
    if !one_root || !watches(mesh, watcher, to) {
        return Answer::No;
    }
    if mesh[from].network == mesh[to].network {
        return if some_port_open(mesh, from, to) {
            Answer::Direct
        } else {
            Answer::No
        };
    }
    let plane = mesh[to].istio.data_plane;
    if mesh[from].istio.data_plane != plane {
        return Answer::No;
    }
    let is_ambient = plane == DataPlane::Ambient;
    let in_network: Vec<ClusterIndex> = mesh
        .clusters()
        .filter(|(_, other)| other.network == mesh[to].network && other.role != Role::External)
        .filter(|(_, other)| has_gateway_address(other))
        .filter(|(_, other)| !is_ambient || other.istio.data_plane == plane)
        .map(|(index, _)| index)
        .collect();
    let used = if in_network.contains(&to) && !is_ambient {
        vec![to]
    } else {
        in_network
    };
    let works = |&gateway: &ClusterIndex| {
        let port = match &mesh[gateway].gateway {
            Some(_) if is_ambient => 15008,
            Some(gateway) => gateway.port,
            None => 0,
        };
        port_open(mesh, from, gateway, port)
            && configured(mesh, gateway)
            && istiod_of(mesh, gateway).is_some_and(|istiod| watches(mesh, istiod, to))
            && some_port_open(mesh, gateway, to)
    };
    if !used.is_empty() && used.iter().all(works) {
        Answer::Gateway(used)
    } else {
        Answer::No
    }
}

fn istiod_of(mesh: &Mesh, cluster: ClusterIndex) -> Option<ClusterIndex> {
    match mesh[cluster].role {
        Role::Primary => Some(cluster),
        Role::Remote { control_plane, .. } => {
            control_plane.filter(|of| !matches!(mesh[*of].role, Role::Remote { .. }))
        }
        Role::External => None,
    }
}

/// Whether proxies of the cluster get their configuration.
fn configured(mesh: &Mesh, cluster: ClusterIndex) -> bool {
    let Some(istiod) = istiod_of(mesh, cluster) else {
        return false;
    };
    let exposes = |exposure| matches!(exposure, Exposure::LoadBalancer | Exposure::ExternalIps);
    let host = &mesh[istiod];
    let by_gateway = host
        .gateway
        .as_ref()
        .is_some_and(|gateway| exposes(gateway.exposure))
        && has_gateway_address(host);
    let by_front = host.role == Role::External
        && (host.istiod.address.is_some()
            || (host.gateway.is_none() && host.load_balancer != LoadBalancer::None));
    istiod == cluster
        || ((by_gateway || by_front)
            && port_open(mesh, cluster, istiod, 15012)
            && port_open(mesh, cluster, istiod, 15017)
            && watches(mesh, istiod, cluster))
}

pub(crate) fn watches(mesh: &Mesh, watcher: ClusterIndex, cluster: ClusterIndex) -> bool {
    if watcher == cluster {
        return true;
    }
    let api = &mesh[cluster].api_server;
    let named = match &api.reachable_from {
        ReachableFrom::Everyone => true,
        ReachableFrom::Only(ends) => ends.iter().any(|&end| means(mesh, Some(end), watcher)),
    };
    let is_cloud = matches!(
        mesh[cluster].provider,
        Provider::Aks | Provider::Eks | Provider::Gke
    );
    let port = match &api.url {
        Some(url) if url.is_loopback() => return false,
        Some(url) => url.port(),
        None if is_cloud => 443,
        None => 6443,
    };
    named && port_open(mesh, watcher, cluster, port)
}

fn has_gateway_address(cluster: &Cluster) -> bool {
    let Some(gateway) = &cluster.gateway else {
        return false;
    };
    match gateway.exposure {
        _ if !gateway.addresses.is_empty() => true,
        Exposure::LoadBalancer => cluster.load_balancer != LoadBalancer::None,
        Exposure::NodePort => true,
        Exposure::ExternalIps | Exposure::None => false,
    }
}

fn means(mesh: &Mesh, end: Option<End>, cluster: ClusterIndex) -> bool {
    match end {
        None => true,
        Some(End::Network(network)) => mesh[cluster].network == network,
        Some(End::Cluster(named)) => named == cluster,
    }
}

pub(crate) fn port_open(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex, port: u16) -> bool {
    let mut open = true;
    for entry in &mesh.connectivity {
        let about_pair = means(mesh, entry.from, from) && means(mesh, entry.to, to);
        if about_pair && (entry.ports.is_empty() || entry.ports.contains(&port)) {
            open = entry.allow;
        }
    }
    open || from == to
}

/// Tries each port that an entry names, and one that none names.
pub(crate) fn some_port_open(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> bool {
    let named: Vec<u16> = mesh
        .connectivity
        .iter()
        .flat_map(|entry| entry.ports.iter().copied())
        .collect();
    let unnamed = (1..=u16::MAX).find(|port| !named.contains(port));
    named
        .iter()
        .copied()
        .chain(unnamed)
        .any(|port| port_open(mesh, from, to, port))
}

/// The endpoint list of a caller for a service with a pod in each cluster: whether it is a
/// gateway, whose pod or gateway it is, and whose pods it leads to.
pub(crate) fn list(mesh: &Mesh, caller: ClusterIndex) -> BTreeSet<(bool, usize, BTreeSet<usize>)> {
    let mut lines: BTreeMap<(bool, usize), BTreeSet<usize>> = BTreeMap::new();
    let Some(istiod) = istiod_of(mesh, caller) else {
        return BTreeSet::new();
    };
    let sees = |cluster: ClusterIndex| watches(mesh, istiod, cluster);
    for (to, cluster) in mesh.clusters() {
        if cluster.role == Role::External || !sees(to) {
            continue;
        }
        let mut gateways: Vec<ClusterIndex> = mesh
            .clusters()
            .filter(|(index, other)| {
                other.network == cluster.network && has_gateway_address(other) && sees(*index)
            })
            .map(|(index, _)| index)
            .collect();
        if gateways.contains(&to) {
            gateways = vec![to];
        }
        let is_near = cluster.network == mesh[caller].network;
        if is_near || gateways.is_empty() {
            lines.entry((false, to.0)).or_default().insert(to.0);
        } else {
            for gateway in gateways {
                lines.entry((true, gateway.0)).or_default().insert(to.0);
            }
        }
    }
    lines
        .into_iter()
        .map(|((is_gateway, of), behind)| (is_gateway, of, behind))
        .collect()
}
