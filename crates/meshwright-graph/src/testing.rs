//! Small meshes for tests: built by hand, every default in place.

use std::collections::BTreeMap;

use meshwright_diag::{Change, Fix, Value};
use meshwright_model::{
    ApiServer, ApiServerUrl, CaKind, CertificateAuthority, Cluster, ClusterDomain, ClusterIndex,
    ClusterName, Connectivity, Context, DataPlane, EastWestGateway, End, Exposure, InstallMethod,
    IstioSettings, IstioVersion, Istiod, KeyAlgorithm, LoadBalancer, Mesh, MeshId, MeshName,
    Network, NetworkIndex, NetworkName, Profile, Provider, ReachableFrom, Role, Scope, TrustDomain,
};

pub(crate) const A: ClusterIndex = ClusterIndex(0);
pub(crate) const B: ClusterIndex = ClusterIndex(1);
pub(crate) const C: ClusterIndex = ClusterIndex(2);

/// A mesh of these clusters, with as many networks as they name.
pub(crate) fn mesh(clusters: Vec<Cluster>) -> Mesh {
    let n_networks = clusters
        .iter()
        .map(|cluster| cluster.network.0.saturating_add(1))
        .filter(|&n_networks| n_networks < 5000)
        .max()
        .unwrap_or(0);
    let networks = (0..n_networks)
        .map(|index| Network {
            name: NetworkName::parse(&format!("net-{}", index + 1)).expect("a label"),
            clusters: (0..clusters.len())
                .map(ClusterIndex)
                .filter(|cluster| clusters[cluster.0].network.0 == index)
                .collect(),
        })
        .collect();
    Mesh {
        name: MeshName::parse("shop").expect("a label"),
        id: MeshId::parse("mesh1").expect("a label"),
        trust_domain: TrustDomain::parse("cluster.local").expect("a subdomain"),
        dns_capture: false,
        ca: CertificateAuthority {
            kind: CaKind::PluggedIn,
            key_algorithm: KeyAlgorithm::EcdsaP256,
        },
        networks,
        clusters,
        connectivity: Vec::new(),
        services: Vec::new(),
        expectations: Vec::new(),
        allows: Vec::new(),
    }
}

/// A primary without a gateway.
pub(crate) fn primary(name: &str, network: usize) -> Cluster {
    Cluster {
        name: ClusterName::parse(name).expect("a label"),
        context: Context::parse(name).expect("printable"),
        kubeconfig: None,
        network: NetworkIndex(network),
        role: Role::Primary,
        kubernetes: None,
        provider: Provider::Other,
        locality: None,
        api_server: ApiServer {
            url: None,
            reachable_from: ReachableFrom::Everyone,
        },
        pod_cidrs: Vec::new(),
        service_cidrs: Vec::new(),
        cluster_domain: ClusterDomain::parse("cluster.local").expect("a subdomain"),
        load_balancer: LoadBalancer::Cloud,
        istio: IstioSettings {
            version: IstioVersion::parse("1.30").expect("a version"),
            data_plane: DataPlane::Sidecar,
            install_method: InstallMethod::Istioctl,
            revision: None,
            profile: Profile::parse("default").expect("a label"),
            hub: None,
            tag: None,
            addons: Vec::new(),
            mesh_config: Value::Null,
            values: Value::Null,
        },
        gateway: None,
        standbys: Vec::new(),
        istiod: Istiod::default(),
    }
}

/// A primary with a gateway.
pub(crate) fn primary_with_gateway(name: &str, network: usize) -> Cluster {
    Cluster {
        gateway: Some(gateway(Exposure::LoadBalancer)),
        ..primary(name, network)
    }
}

/// A remote without a gateway.
pub(crate) fn remote(name: &str, network: usize, control_plane: ClusterIndex) -> Cluster {
    Cluster {
        role: Role::Remote {
            control_plane: Some(control_plane),
            config: false,
        },
        ..primary(name, network)
    }
}

pub(crate) fn gateway(exposure: Exposure) -> EastWestGateway {
    EastWestGateway {
        exposure,
        scope: Scope::Public,
        addresses: Vec::new(),
        port: EastWestGateway::DEFAULT_PORT,
        replicas: 2,
        annotations: BTreeMap::new(),
        source_ranges: Vec::new(),
    }
}

/// Two primaries on two networks, each with a gateway: nothing is missing.
pub(crate) fn two_networks() -> Mesh {
    mesh(vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 1),
    ])
}

/// A primary with a gateway and its remote, on one network: nothing is missing.
pub(crate) fn primary_and_remote() -> Mesh {
    mesh(vec![primary_with_gateway("east", 0), remote("west", 0, A)])
}

pub(crate) fn entry(
    from: Option<End>,
    to: Option<End>,
    ports: &[u16],
    allow: bool,
) -> Connectivity {
    Connectivity {
        from,
        to,
        ports: ports.to_vec(),
        allow,
        reason: None,
    }
}

pub(crate) fn forbid(from: ClusterIndex, to: ClusterIndex, ports: &[u16]) -> Connectivity {
    entry(
        Some(End::Cluster(from)),
        Some(End::Cluster(to)),
        ports,
        false,
    )
}

pub(crate) fn url(text: &str) -> ApiServerUrl {
    ApiServerUrl::parse(text).expect("a URL")
}

/// Does to the mesh what the edits of `fix` do to its document.
pub(crate) fn apply(mesh: &mut Mesh, fix: &Fix) {
    let names: Vec<String> = mesh
        .clusters
        .iter()
        .map(|cluster| cluster.name.to_string())
        .collect();
    for edit in &fix.edits {
        let path = edit.path.to_string();
        let segments: Vec<&str> = path.split('/').collect();
        let cluster = |name: &str| {
            let place = names.iter().position(|it| it == name);
            place.expect("the edit names a cluster")
        };
        match (segments.as_slice(), &edit.change) {
            (["mesh", "ca", "kind"], Change::Set(kind)) => {
                mesh.ca.kind = word(kind).parse().expect("a kind");
            }
            (["connectivity"], Change::Append(value)) => {
                let end = |key: &str| Some(End::Cluster(ClusterIndex(cluster(word(&value[key])))));
                let ports = value["ports"].as_array().map_or_else(Vec::new, |ports| {
                    ports
                        .iter()
                        .filter_map(|port| u16::try_from(port.as_u64()?).ok())
                        .collect()
                });
                let allow = value["allow"].as_bool().expect("a boolean");
                mesh.connectivity
                    .push(entry(end("from"), end("to"), &ports, allow));
            }
            (["clusters", name, "role"], Change::Set(role)) => {
                assert_eq!(word(role), "primary", "the only role a repair gives");
                mesh.clusters[cluster(name)].role = Role::Primary;
            }
            (["clusters", name, "controlPlane"], Change::Set(of)) => {
                mesh.clusters[cluster(name)].role = Role::Remote {
                    control_plane: Some(ClusterIndex(cluster(word(of)))),
                    config: false,
                };
            }
            (["clusters", _, "controlPlane"], Change::Remove) => {}
            (["clusters", name, "loadBalancer"], Change::Set(kind)) => {
                mesh.clusters[cluster(name)].load_balancer = word(kind).parse().expect("a kind");
            }
            (["clusters", name, "eastWestGateway"], Change::Set(value)) => {
                assert_eq!(value.to_string(), "{}", "all defaults");
                mesh.clusters[cluster(name)].gateway = Some(gateway(Exposure::LoadBalancer));
            }
            (["clusters", name, "eastWestGateway", field], change) => {
                let gateway = mesh.clusters[cluster(name)].gateway.as_mut();
                let gateway = gateway.expect("the edit changes a gateway that is there");
                match (*field, change) {
                    ("exposure", Change::Set(kind)) => {
                        gateway.exposure = word(kind).parse().expect("an exposure");
                    }
                    ("port", Change::Remove) => gateway.port = EastWestGateway::DEFAULT_PORT,
                    ("addresses", Change::Remove) => gateway.addresses.clear(),
                    _ => panic!("no such edit of a gateway: {path}"),
                }
            }
            (["clusters", name, "istio", "dataPlane"], Change::Set(plane)) => {
                mesh.clusters[cluster(name)].istio.data_plane =
                    word(plane).parse().expect("a data plane");
            }
            (["clusters", name, "apiServer", "url"], Change::Remove) => {
                mesh.clusters[cluster(name)].api_server.url = None;
            }
            (["clusters", name, "apiServer", "reachableFrom"], Change::Append(end)) => {
                let end = End::Cluster(ClusterIndex(cluster(word(end))));
                let api = &mut mesh.clusters[cluster(name)].api_server;
                match &mut api.reachable_from {
                    ReachableFrom::Only(ends) => ends.push(end),
                    ReachableFrom::Everyone => panic!("everyone reaches {path} already"),
                }
            }
            _ => panic!("no repair edits {path} like this"),
        }
    }
}

fn word(value: &Value) -> &str {
    value.as_str().expect("a text")
}
