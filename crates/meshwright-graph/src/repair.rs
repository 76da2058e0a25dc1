//! The smallest repair for the first thing that breaks, as edits of the topology.

use meshwright_diag::{Change, Edit, Fix, ModelPath, Safety, Text, Value, path, text};
use meshwright_model::{
    Cluster, ClusterIndex, DataPlane, EastWestGateway, Exposure, LoadBalancer, Mesh, NetworkIndex,
    Role,
};

use crate::say::Names;
use crate::{ApiBroken, Broken, CONTROL_PORTS};

/// Repairs that mend `broken` in `mesh`, the best first; empty where no edit does.
pub fn repair(mesh: &Mesh, broken: Broken) -> Vec<Fix> {
    let fixes = match broken {
        Broken::NoControlPlane { cluster } | Broken::NoIstiod { cluster, .. } => {
            vec![give_control_plane(mesh, cluster)]
        }
        Broken::NotTrusted { .. } => vec![Some(share_root())],
        Broken::NotDiscovered {
            watcher,
            watched,
            because,
        } => vec![open_api_server(mesh, watcher, watched, because)],
        Broken::NoControlGateway { control_plane, .. } => vec![add_gateway(mesh, control_plane)],
        Broken::ControlOverNodePort { control_plane, .. } => {
            vec![expose_by_load_balancer(mesh, control_plane)]
        }
        Broken::ControlForbidden {
            cluster,
            control_plane,
            ..
        } => vec![allow(mesh, cluster, control_plane, &CONTROL_PORTS)],
        Broken::DataPlanes { from, to } => {
            let (sidecar, ambient) = Names::of(mesh).by_plane(from, to);
            let mut both = vec![
                join_by(mesh, ambient, DataPlane::Sidecar),
                join_by(mesh, sidecar, DataPlane::Ambient),
            ];
            // What most clusters have is the smaller change.
            if 2 * mesh.clusters.iter().filter(|it| is_ambient(it)).count() > mesh.clusters.len() {
                both.reverse();
            }
            both
        }
        Broken::NoTunnelGateway { cluster } => vec![add_gateway(mesh, cluster)],
        Broken::NoGateway { network } => {
            vec![best_for_gateway(mesh, network).and_then(|cluster| add_gateway(mesh, cluster))]
        }
        Broken::GatewayWithoutAddress { cluster } => vec![
            expose_by_load_balancer(mesh, cluster),
            expose_by_node_port(mesh, cluster),
        ],
        Broken::GatewayUnreachable {
            from,
            gateway,
            port,
            ..
        } => vec![allow(mesh, from, gateway, &[port])],
        Broken::PodsUnreachable { from, to, .. } => vec![allow(mesh, from, to, &[])],
    };
    fixes.into_iter().flatten().collect()
}

/// Names a control plane for a remote, or makes the cluster one.
fn give_control_plane(mesh: &Mesh, index: ClusterIndex) -> Option<Fix> {
    let cluster = mesh.clusters.get(index.0)?;
    let Role::Remote { control_plane, .. } = cluster.role else {
        return Some(fix(
            text!("repair-role-primary", cluster = &cluster.name),
            Safety::Unsafe,
            vec![set(cluster.path().join("role"), Value::from("primary"))],
        ));
    };
    let runs_istiod = |other: &Cluster| !matches!(other.role, Role::Remote { .. });
    let of_named = control_plane
        .and_then(|named| mesh.clusters.get(named.0))
        .and_then(|named| match named.role {
            Role::Remote { control_plane, .. } => control_plane,
            Role::Primary | Role::External => None,
        })
        .and_then(|its| mesh.clusters.get(its.0))
        .filter(|its| runs_istiod(its));
    let mut candidates = mesh.clusters.iter().filter(|other| runs_istiod(other));
    let first = candidates.next();
    let is_only = candidates.next().is_none();
    match of_named.or(first) {
        Some(control_plane) => Some(fix(
            text!(
                "repair-control-plane",
                cluster = &cluster.name,
                control_plane = &control_plane.name
            ),
            if is_only {
                Safety::Safe
            } else {
                Safety::Unsafe
            },
            vec![set(
                cluster.path().join("controlPlane"),
                Value::from(control_plane.name.as_str()),
            )],
        )),
        None => Some(fix(
            text!("repair-role-primary", cluster = &cluster.name),
            Safety::Unsafe,
            vec![
                set(cluster.path().join("role"), Value::from("primary")),
                remove(cluster.path().join("controlPlane")),
            ],
        )),
    }
}

fn is_ambient(cluster: &Cluster) -> bool {
    cluster.istio.data_plane == DataPlane::Ambient
}

/// Gives a cluster the data plane that others have; ambient mode is for primaries only.
fn join_by(mesh: &Mesh, index: ClusterIndex, plane: DataPlane) -> Option<Fix> {
    let cluster = mesh.clusters.get(index.0)?;
    if plane == DataPlane::Ambient && cluster.role != Role::Primary {
        return None;
    }
    let key = match plane {
        DataPlane::Sidecar => "repair-sidecars",
        DataPlane::Ambient => "repair-ambient",
    };
    let path = cluster.path().join("istio").join("dataPlane");
    Some(fix(
        text!(key, cluster = &cluster.name),
        Safety::Unsafe,
        vec![set(path, Value::from(plane.as_str()))],
    ))
}

fn share_root() -> Fix {
    fix(
        text!("repair-root"),
        Safety::Unsafe,
        vec![set(path!("mesh", "ca", "kind"), Value::from("plugged-in"))],
    )
}

fn open_api_server(
    mesh: &Mesh,
    watcher: ClusterIndex,
    cluster: ClusterIndex,
    because: ApiBroken,
) -> Option<Fix> {
    let (from, to) = (mesh.clusters.get(watcher.0)?, mesh.clusters.get(cluster.0)?);
    let api = to.path().join("apiServer");
    match because {
        ApiBroken::Loopback => Some(fix(
            text!("repair-api-loopback", cluster = &to.name),
            Safety::Unsafe,
            vec![remove(api.join("url"))],
        )),
        ApiBroken::NotReachableFrom => Some(fix(
            text!(
                "repair-api-reachable",
                watcher = &from.name,
                cluster = &to.name
            ),
            Safety::Unsafe,
            vec![append(
                api.join("reachableFrom"),
                Value::from(reference(mesh, from)),
            )],
        )),
        ApiBroken::Forbidden { .. } => {
            let port = crate::facts::api_port(to);
            allow(mesh, watcher, cluster, &[port])
        }
        ApiBroken::NothingToWatch => None,
    }
}

/// The cluster of `network` that is easiest to give a gateway.
fn best_for_gateway(mesh: &Mesh, network: NetworkIndex) -> Option<ClusterIndex> {
    mesh.clusters()
        .filter(|(_, cluster)| cluster.network == network && cluster.role != Role::External)
        .min_by_key(|(index, cluster)| {
            let lacks_addresses = cluster.load_balancer == LoadBalancer::None;
            (lacks_addresses, cluster.role != Role::Primary, *index)
        })
        .map(|(index, _)| index)
}

fn add_gateway(mesh: &Mesh, index: ClusterIndex) -> Option<Fix> {
    let cluster = mesh.clusters.get(index.0)?;
    let gateway = set(
        cluster.path().join("eastWestGateway"),
        Value::from_iter::<[(&str, Value); 0]>([]),
    );
    Some(match give_load_balancer(cluster) {
        None => fix(
            text!("repair-gateway", cluster = &cluster.name),
            Safety::Safe,
            vec![gateway],
        ),
        Some(load_balancer) => fix(
            text!("repair-gateway-metallb", cluster = &cluster.name),
            Safety::Unsafe,
            vec![gateway, load_balancer],
        ),
    })
}

fn expose_by_load_balancer(mesh: &Mesh, index: ClusterIndex) -> Option<Fix> {
    let cluster = mesh.clusters.get(index.0)?;
    let at = cluster.path().join("eastWestGateway");
    let mut edits = Vec::new();
    // The front gateway of an external cluster need not be written.
    if let Some(gateway) = &cluster.gateway
        && gateway.exposure != Exposure::LoadBalancer
    {
        edits.push(set(at.join("exposure"), Value::from("load-balancer")));
        if gateway.port != EastWestGateway::DEFAULT_PORT {
            edits.push(remove(at.join("port")));
        }
        if !gateway.addresses.is_empty() {
            edits.push(remove(at.join("addresses")));
        }
    }
    let load_balancer = give_load_balancer(cluster);
    let key = match load_balancer {
        Some(_) => "repair-load-balancer-metallb",
        None => "repair-load-balancer",
    };
    edits.extend(load_balancer);
    Some(fix(
        text!(key, cluster = &cluster.name),
        Safety::Unsafe,
        edits,
    ))
}

/// Not for a cluster with remotes: 15012 and 15017 are no node ports.
fn expose_by_node_port(mesh: &Mesh, index: ClusterIndex) -> Option<Fix> {
    let cluster = mesh.clusters.get(index.0)?;
    if mesh.remotes_of(index).next().is_some() {
        return None;
    }
    Some(fix(
        text!("repair-node-port", cluster = &cluster.name),
        Safety::Unsafe,
        vec![set(
            cluster.path().join("eastWestGateway").join("exposure"),
            Value::from("node-port"),
        )],
    ))
}

/// What a cluster without a load balancer needs to have one.
fn give_load_balancer(cluster: &Cluster) -> Option<Edit> {
    (cluster.load_balancer == LoadBalancer::None)
        .then(|| set(cluster.path().join("loadBalancer"), Value::from("metallb")))
}

/// Allows what an earlier entry of `connectivity` forbids; the last entry counts.
fn allow(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex, ports: &[u16]) -> Option<Fix> {
    let (from, to) = (mesh.clusters.get(from.0)?, mesh.clusters.get(to.0)?);
    let mut entry = vec![
        ("from", Value::from(reference(mesh, from))),
        ("to", Value::from(reference(mesh, to))),
    ];
    let title = if ports.is_empty() {
        text!("repair-allow", from = &from.name, to = &to.name)
    } else {
        entry.push(("ports", Value::from(ports)));
        let ports: Vec<String> = ports.iter().map(ToString::to_string).collect();
        text!(
            "repair-allow-ports",
            from = &from.name,
            to = &to.name,
            ports = ports
        )
    };
    entry.push(("allow", Value::from(true)));
    let edits = vec![append(path!("connectivity"), Value::from_iter(entry))];
    Some(fix(title, Safety::Unsafe, edits))
}

/// What to write where a document may name a network or a cluster, and networks come first: the
/// cluster's name, or that of its network where another network has the cluster's.
fn reference<'a>(mesh: &'a Mesh, cluster: &'a Cluster) -> &'a str {
    match mesh.network_named(cluster.name.as_str()) {
        Some(other) if other != cluster.network => mesh
            .networks
            .get(cluster.network.0)
            .map_or(cluster.name.as_str(), |network| network.name.as_str()),
        _ => cluster.name.as_str(),
    }
}

const fn fix(title: Text, safety: Safety, edits: Vec<Edit>) -> Fix {
    Fix {
        title,
        safety,
        edits,
    }
}

const fn set(path: ModelPath, value: Value) -> Edit {
    Edit {
        path,
        change: Change::Set(value),
    }
}

const fn append(path: ModelPath, value: Value) -> Edit {
    Edit {
        path,
        change: Change::Append(value),
    }
}

const fn remove(path: ModelPath) -> Edit {
    Edit {
        path,
        change: Change::Remove,
    }
}
