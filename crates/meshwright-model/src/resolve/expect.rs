//! Tests of the mesh.

use meshwright_diag::path;

use super::Resolver;
use super::names::Names;
use crate::document::{ExpectEntry, Reference, Topology};
use crate::mesh::{ClusterIndex, Expectation, Loss, Via};
use meshwright_diag::ModelPath;

/// The tests that name only clusters that are there.
pub(super) fn resolve_all(
    topology: &Topology,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Vec<Expectation> {
    let Some(entries) = &topology.expect else {
        return Vec::new();
    };
    let list = path!("expect");
    let mut expectations = Vec::with_capacity(entries.len());
    for (place, entry) in entries.with_places() {
        let at = list.join(format_args!("#{place}"));
        expectations.extend(match entry {
            ExpectEntry::Reach(reach) => {
                let at = at.join("reach");
                pair(&reach.from, &reach.to, &at, names, cx).map(|(from, to)| Expectation::Reach {
                    from,
                    to,
                    service: reach
                        .service
                        .as_ref()
                        .map(|service| (service.name.clone(), service.namespace.clone())),
                    via: reach.via.unwrap_or(Via::Any),
                })
            }
            ExpectEntry::NoPath(no_path) => {
                let at = at.join("noPath");
                pair(&no_path.from, &no_path.to, &at, names, cx)
                    .map(|(from, to)| Expectation::NoPath { from, to })
            }
            ExpectEntry::Survives(survives) => {
                let at = at.join("survives").join("loss");
                loss(&survives.loss, &at, names, cx).map(|loss| Expectation::Survives { loss })
            }
        });
    }
    expectations
}

fn pair(
    from: &Reference,
    to: &Reference,
    at: &ModelPath,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Option<(ClusterIndex, ClusterIndex)> {
    let from = names.cluster(from, &at.join("from"), cx);
    let to = names.cluster(to, &at.join("to"), cx);
    from.zip(to)
}

fn loss(
    reference: &Reference,
    at: &ModelPath,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Option<Loss> {
    // The words win over clusters that have one of them as their name.
    Some(match reference.as_str() {
        "any-cluster" => Loss::AnyCluster,
        "any-gateway" => Loss::AnyGateway,
        "any-control-plane" => Loss::AnyControlPlane,
        "any-api-server" => Loss::AnyApiServer,
        _ => Loss::Cluster(names.cluster(reference, at, cx)?),
    })
}
