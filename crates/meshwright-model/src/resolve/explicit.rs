//! The topology that leaves nothing of a mesh to defaults.

use super::defaults;
use crate::document::{
    AllowEntry, ApiServerSection, CaSection, ClusterEntry, ConnectivityEntry, Date, DnsSection,
    ExpectEntry, GatewaySection, IstioSection, IstiodSection, List, LocalitySection, MeshSection,
    Metadata, NetworkEntry, NoPathSection, PolicySection, Prose, ReachSection, Reference, RoleWord,
    RuleCode, ServiceEntry, ServicePortEntry, ServiceReference, SurvivesSection, Topology,
};
use crate::mesh::{
    Allow, Cluster, ClusterIndex, Connectivity, EastWestGateway, End, Expectation, Exposure,
    IstioSettings, Loss, Mesh, ReachableFrom, Role, Service,
};
use crate::names::Revision;

/// The topology that says everything `mesh` has, defaults included; it resolves to `mesh` again.
///
/// Settings of Istio that all clusters share stand at the mesh, the others at the clusters. The
/// canvas is not part of a mesh, so `view` is absent.
pub fn explicit(mesh: &Mesh) -> Topology {
    let shared = shared_istio(mesh);
    Topology {
        metadata: Some(Metadata {
            name: mesh.name.clone(),
        }),
        mesh: Some(MeshSection {
            id: Some(mesh.id.clone()),
            trust_domain: Some(mesh.trust_domain.clone()),
            istio: Some(shared.clone()),
            dns: Some(DnsSection {
                capture: Some(mesh.dns_capture),
            }),
            ca: Some(CaSection {
                kind: Some(mesh.ca.kind),
                key_algorithm: Some(mesh.ca.key_algorithm),
            }),
        }),
        networks: Some(
            mesh.networks
                .iter()
                .map(|network| NetworkEntry {
                    name: network.name.clone(),
                })
                .collect(),
        ),
        clusters: Some(
            mesh.clusters
                .iter()
                .map(|one| cluster(mesh, one, &shared))
                .collect(),
        ),
        connectivity: some_list(mesh.connectivity.iter().map(|one| connectivity(mesh, one))),
        services: some_list(mesh.services.iter().map(|one| service(mesh, one))),
        expect: some_list(mesh.expectations.iter().map(|one| expectation(mesh, one))),
        policy: some_list(mesh.allows.iter().filter_map(allow))
            .map(|allow| PolicySection { allow: Some(allow) }),
        view: None,
    }
}

/// A list, or `None` where it would be empty.
fn some_list<T>(items: impl Iterator<Item = T>) -> Option<List<T>> {
    let list: List<T> = items.collect();
    (!list.is_empty()).then_some(list)
}

fn name_of(mesh: &Mesh, index: ClusterIndex) -> Reference {
    Reference::from(&mesh[index].name)
}

fn end(mesh: &Mesh, end: End) -> Reference {
    match end {
        End::Network(index) => Reference::from(&mesh[index].name),
        End::Cluster(index) => name_of(mesh, index),
    }
}

fn everyone() -> Reference {
    Reference::parse(Reference::EVERYONE).expect("a printable text")
}

/// The settings that every cluster has alike.
fn shared_istio(mesh: &Mesh) -> IstioSection {
    let all: Vec<IstioSection> = mesh
        .clusters
        .iter()
        .map(|cluster| istio(&cluster.istio))
        .collect();
    let Some((first, rest)) = all.split_first() else {
        return IstioSection::default();
    };
    macro_rules! shared {
        ($($field:ident),+) => {
            IstioSection {
                $($field: first
                    .$field
                    .clone()
                    .filter(|value| rest.iter().all(|other| other.$field.as_ref() == Some(value)))),+
            }
        };
    }
    shared!(
        version,
        data_plane,
        install_method,
        revision,
        profile,
        hub,
        tag,
        addons,
        mesh_config,
        values
    )
}

fn istio(settings: &IstioSettings) -> IstioSection {
    let default = || defaults::name(Revision::parse, defaults::REVISION);
    IstioSection {
        version: Some(settings.version.clone()),
        data_plane: Some(settings.data_plane),
        install_method: Some(settings.install_method),
        revision: Some(settings.revision.clone().unwrap_or_else(default)),
        profile: Some(settings.profile.clone()),
        hub: settings.hub.clone(),
        tag: settings.tag.clone(),
        addons: Some(settings.addons.iter().copied().collect()),
        mesh_config: Some(settings.mesh_config.clone()),
        values: Some(settings.values.clone()),
    }
}

/// What of a cluster's settings the mesh does not say already.
fn own_istio(settings: &IstioSettings, shared: &IstioSection) -> Option<IstioSection> {
    let own = istio(settings);
    macro_rules! differing {
        ($($field:ident),+) => {
            IstioSection {
                $($field: own.$field.filter(|value| shared.$field.as_ref() != Some(value))),+
            }
        };
    }
    let own = differing!(
        version,
        data_plane,
        install_method,
        revision,
        profile,
        hub,
        tag,
        addons,
        mesh_config,
        values
    );
    (own != IstioSection::default()).then_some(own)
}

fn cluster(mesh: &Mesh, cluster: &Cluster, shared: &IstioSection) -> ClusterEntry {
    let (role, control_plane, config) = match cluster.role {
        Role::Primary => (RoleWord::Primary, None, None),
        Role::External => (RoleWord::External, None, None),
        Role::Remote {
            control_plane,
            config,
        } => (RoleWord::Remote, control_plane, Some(config)),
    };
    ClusterEntry {
        name: cluster.name.clone(),
        context: Some(cluster.context.clone()),
        kubeconfig: cluster.kubeconfig.clone(),
        network: Some(mesh[cluster.network].name.clone()),
        role: Some(role),
        control_plane: control_plane.map(|index| name_of(mesh, index)),
        standby_control_planes: some_list(
            cluster.standbys.iter().map(|index| name_of(mesh, *index)),
        ),
        config,
        istiod: istiod(cluster),
        kubernetes: cluster.kubernetes.clone(),
        provider: Some(cluster.provider),
        locality: cluster.locality.as_ref().map(|locality| LocalitySection {
            region: locality.region.clone(),
            zone: locality.zone.clone(),
            subzone: locality.subzone.clone(),
        }),
        api_server: Some(ApiServerSection {
            url: cluster.api_server.url.clone(),
            reachable_from: Some(match &cluster.api_server.reachable_from {
                ReachableFrom::Everyone => vec![everyone()].into(),
                ReachableFrom::Only(ends) => ends.iter().map(|one| end(mesh, *one)).collect(),
            }),
        }),
        pod_cidrs: some_list(cluster.pod_cidrs.iter().copied()),
        service_cidrs: some_list(cluster.service_cidrs.iter().copied()),
        cluster_domain: Some(cluster.cluster_domain.clone()),
        load_balancer: Some(cluster.load_balancer),
        istio: own_istio(&cluster.istio, shared),
        east_west_gateway: Some(gateway(cluster.gateway.as_ref())),
    }
}

fn istiod(cluster: &Cluster) -> Option<IstiodSection> {
    let section = IstiodSection {
        address: cluster.istiod.address.clone(),
        credential_name: cluster.istiod.credential.clone(),
    };
    (section != IstiodSection::default()).then_some(section)
}

fn gateway(gateway: Option<&EastWestGateway>) -> GatewaySection {
    let Some(gateway) = gateway else {
        return GatewaySection {
            exposure: Some(Exposure::None),
            ..GatewaySection::default()
        };
    };
    GatewaySection {
        exposure: Some(gateway.exposure),
        scope: Some(gateway.scope),
        addresses: Some(gateway.addresses.iter().cloned().collect()),
        port: Some(gateway.port),
        replicas: Some(gateway.replicas),
        annotations: Some(gateway.annotations.clone()),
        source_ranges: Some(gateway.source_ranges.iter().copied().collect()),
    }
}

fn connectivity(mesh: &Mesh, one: &Connectivity) -> ConnectivityEntry {
    let place = |one: Option<End>| one.map_or_else(everyone, |one| end(mesh, one));
    ConnectivityEntry {
        from: Some(place(one.from)),
        to: Some(place(one.to)),
        ports: Some(one.ports.iter().copied().collect()),
        allow: Some(one.allow),
        reason: one.reason.as_deref().and_then(Prose::parse),
    }
}

fn service(mesh: &Mesh, service: &Service) -> ServiceEntry {
    let ports = service.ports.iter().map(|port| ServicePortEntry {
        name: port.name.clone(),
        port: port.port,
    });
    let clusters = service.clusters.iter().map(|index| name_of(mesh, *index));
    ServiceEntry {
        name: service.name.clone(),
        namespace: service.namespace.clone(),
        ports: Some(ports.collect()),
        clusters: Some(clusters.collect()),
        traffic: Some(service.traffic),
    }
}

fn expectation(mesh: &Mesh, expectation: &Expectation) -> ExpectEntry {
    match expectation {
        Expectation::Reach {
            from,
            to,
            service,
            via,
        } => ExpectEntry::Reach(ReachSection {
            from: name_of(mesh, *from),
            to: name_of(mesh, *to),
            service: service.as_ref().map(|(name, namespace)| ServiceReference {
                name: name.clone(),
                namespace: namespace.clone(),
            }),
            via: Some(*via),
        }),
        Expectation::NoPath { from, to } => ExpectEntry::NoPath(NoPathSection {
            from: name_of(mesh, *from),
            to: name_of(mesh, *to),
        }),
        Expectation::Survives { loss } => {
            let word = |word: &str| Reference::parse(word).expect("a printable text");
            ExpectEntry::Survives(SurvivesSection {
                loss: match loss {
                    Loss::AnyCluster => word("any-cluster"),
                    Loss::AnyGateway => word("any-gateway"),
                    Loss::AnyControlPlane => word("any-control-plane"),
                    Loss::AnyApiServer => word("any-api-server"),
                    Loss::Cluster(index) => name_of(mesh, *index),
                },
            })
        }
    }
}

fn allow(allow: &Allow) -> Option<AllowEntry> {
    Some(AllowEntry {
        code: RuleCode::parse(&allow.code)?,
        at: (allow.at != meshwright_diag::ModelPath::root()).then(|| allow.at.clone()),
        reason: allow.reason.as_deref().and_then(Prose::parse),
        until: allow.until.as_deref().and_then(Date::parse),
    })
}
