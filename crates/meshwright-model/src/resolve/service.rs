//! Services.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, args, path};

use super::names::Names;
use super::{Resolver, element_path};
use crate::document::{Reference, Topology};
use crate::mesh::{ClusterIndex, Service, ServicePort, Traffic};
use crate::rules::DUPLICATE_NAME;

/// The services of the topology, in its order; the second of two with one name and namespace is
/// left out.
pub(super) fn resolve_all(
    topology: &Topology,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Vec<Service> {
    let Some(entries) = &topology.services else {
        return Vec::new();
    };
    let list = path!("services");
    let mut seen_names = BTreeSet::new();
    let mut seen = std::collections::BTreeMap::new();
    let mut services = Vec::with_capacity(entries.len());
    for (place, entry) in entries.with_places() {
        let name = entry.name.as_str();
        let segment = seen_names.insert(name).then_some(name);
        let at = element_path(&list, segment, place);
        let key = (name, entry.namespace.as_str());
        if let Some(first) = seen.get(&key) {
            let first: &meshwright_diag::ModelPath = first;
            let args = args![service = name, namespace = entry.namespace.as_str()];
            let finding = Finding::new(DUPLICATE_NAME, at.join("name"), args)
                .case("service")
                .related(first.join("name"), "first");
            cx.findings.push(finding);
            continue;
        }
        seen.insert(key, at.clone());
        let every = || (0..names.entries.len()).map(ClusterIndex).collect();
        let clusters = match &entry.clusters {
            None => every(),
            Some(references) if references.iter().any(Reference::is_everyone) => every(),
            Some(references) => {
                let list = at.join("clusters");
                let mut clusters: Vec<ClusterIndex> = Vec::with_capacity(references.len());
                for (place, reference) in references.with_places() {
                    let at = list.join(format_args!("#{place}"));
                    clusters.extend(names.cluster(reference, &at, cx));
                }
                let mut known = BTreeSet::new();
                clusters.retain(|cluster| known.insert(*cluster));
                clusters
            }
        };
        let ports = entry.ports.iter().flatten().map(|port| ServicePort {
            name: port.name.clone(),
            port: port.port,
        });
        services.push(Service {
            name: entry.name.clone(),
            namespace: entry.namespace.clone(),
            ports: ports.collect(),
            clusters,
            traffic: entry.traffic.unwrap_or(Traffic::Spread),
        });
    }
    services
}
