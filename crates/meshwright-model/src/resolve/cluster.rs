//! Clusters: what they are in the mesh, and their defaults.

use std::collections::BTreeMap;

use meshwright_diag::{Change, Edit, Finding, Fix, ModelPath, Safety, args, text};

use super::names::{Names, network_of};
use super::{Resolver, defaults, mesh, role};
use crate::document::{ApiServerSection, ClusterEntry, GatewaySection, Reference, Topology};
use crate::mesh::{
    ApiServer, Cluster, EastWestGateway, End, Exposure, LoadBalancer, Locality, Provider,
    ReachableFrom, Scope,
};
use crate::names::{ClusterDomain, Context};
use crate::rules::DUPLICATE_NAME;

/// The clusters of the topology, in its order.
pub(super) fn resolve_all(
    topology: &Topology,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Vec<Cluster> {
    let istio = topology.mesh.as_ref().and_then(|mesh| mesh.istio.as_ref());
    let clusters: Vec<Cluster> = names
        .entries
        .iter()
        .map(|(path, entry)| Cluster {
            name: entry.name.clone(),
            context: context_of(entry),
            kubeconfig: entry.kubeconfig.clone(),
            network: names.network(&network_of(entry)),
            role: role::role(path, entry, names, cx),
            standbys: role::standbys(path, entry, names, cx),
            istiod: role::istiod(path, entry, cx),
            kubernetes: entry.kubernetes.clone(),
            provider: entry.provider.unwrap_or(Provider::Other),
            locality: entry.locality.as_ref().map(|locality| Locality {
                region: locality.region.clone(),
                zone: locality.zone.clone(),
                subzone: locality.subzone.clone(),
            }),
            api_server: api_server(path, entry.api_server.as_ref(), names, cx),
            pod_cidrs: entry
                .pod_cidrs
                .as_ref()
                .map_or_else(Vec::new, |list| list.to_vec()),
            service_cidrs: entry
                .service_cidrs
                .as_ref()
                .map_or_else(Vec::new, |list| list.to_vec()),
            cluster_domain: entry
                .cluster_domain
                .clone()
                .unwrap_or_else(|| defaults::name(ClusterDomain::parse, defaults::DOMAIN)),
            load_balancer: entry.load_balancer.unwrap_or(LoadBalancer::Cloud),
            istio: mesh::istio(istio, entry.istio.as_ref()),
            gateway: entry.east_west_gateway.as_ref().and_then(gateway),
        })
        .collect();
    contexts(names, &clusters, cx);
    clusters
}

fn context_of(entry: &ClusterEntry) -> Context {
    let name = || defaults::name(Context::parse, entry.name.as_str());
    entry.context.clone().unwrap_or_else(name)
}

fn api_server(
    path: &ModelPath,
    section: Option<&ApiServerSection>,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> ApiServer {
    let list = path.join("apiServer").join("reachableFrom");
    let references = section.and_then(|section| section.reachable_from.as_ref());
    let reachable_from = match references {
        None => ReachableFrom::Everyone,
        Some(references) if references.iter().any(Reference::is_everyone) => {
            ReachableFrom::Everyone
        }
        Some(references) => {
            let mut ends: Vec<End> = Vec::new();
            for (place, reference) in references.with_places() {
                let at = list.join(format_args!("#{place}"));
                ends.extend(names.end(reference, &at, cx));
            }
            ReachableFrom::Only(ends)
        }
    };
    ApiServer {
        url: section.and_then(|section| section.url.clone()),
        reachable_from,
    }
}

fn gateway(section: &GatewaySection) -> Option<EastWestGateway> {
    let exposure = section.exposure.unwrap_or(Exposure::LoadBalancer);
    (exposure != Exposure::None).then(|| EastWestGateway {
        exposure,
        scope: section.scope.unwrap_or(Scope::Public),
        addresses: section
            .addresses
            .as_ref()
            .map_or_else(Vec::new, |list| list.to_vec()),
        port: section.port.unwrap_or(EastWestGateway::DEFAULT_PORT),
        replicas: section.replicas.unwrap_or(defaults::REPLICAS),
        annotations: section.annotations.clone().unwrap_or_default(),
        source_ranges: section
            .source_ranges
            .as_ref()
            .map_or_else(Vec::new, |list| list.to_vec()),
    })
}

/// Reports clusters whose commands would go to one and the same place.
fn contexts(names: &Names<'_>, clusters: &[Cluster], cx: &mut Resolver) {
    let mut taken = BTreeMap::new();
    for (cluster, (path, entry)) in clusters.iter().zip(&names.entries) {
        let target = (cluster.kubeconfig.as_ref(), &cluster.context);
        let Some((first, first_path)) = taken.get(&target) else {
            taken.insert(target, (cluster, path));
            continue;
        };
        let first: &Cluster = first;
        let first_path: &ModelPath = first_path;
        let field = |path: &ModelPath, is_written: bool| {
            path.join(if is_written { "context" } else { "name" })
        };
        let is_written = cluster.context.as_str() != cluster.name.as_str();
        let first_is_written = first.context.as_str() != first.name.as_str();
        let args = args![
            cluster = &cluster.name,
            first = &first.name,
            context = crate::shown::shown(cluster.context.as_str())
        ];
        let finding = Finding::new(DUPLICATE_NAME, field(path, entry.context.is_some()), args)
            .case("context")
            .related(field(first_path, first_is_written), "first");
        let finding = if is_written && !taken_by_name(clusters, cluster) {
            finding.fix(Fix {
                title: text!("fix-remove", name = "context"),
                safety: Safety::Unsafe,
                edits: vec![Edit {
                    path: path.join("context"),
                    change: Change::Remove,
                }],
            })
        } else {
            finding
        };
        cx.findings.push(finding);
    }
}

/// Whether another cluster uses the name of `cluster` as its context.
fn taken_by_name(clusters: &[Cluster], cluster: &Cluster) -> bool {
    clusters
        .iter()
        .any(|other| other.context.as_str() == cluster.name.as_str())
}
