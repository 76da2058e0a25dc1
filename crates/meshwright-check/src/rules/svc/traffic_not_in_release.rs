//! Traffic that is to stay near, in a release that cannot be told what near is.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Mesh, Service, Traffic};

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Traffic that the release cannot steer.
    "SVC103", "traffic-not-in-release", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // Who calls a service is not known, so every istiod has to be able to say it.
    let Some((index, istiod)) = cx.mesh.istiods().find(|(index, _)| {
        let resolved = cx.release(*index);
        let has_priority = resolved.has(&resolved.release.traffic().failover_priority);
        !has_priority && resolved.known != Known::OlderThanKnown
    }) else {
        return;
    };
    for (place, service) in cx.mesh.services.iter().enumerate() {
        if is_told_by_regions(cx.mesh, service) {
            continue;
        }
        let place = cx.service_path(place).join("traffic");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    service = &service.name,
                    traffic = service.traffic,
                    cluster = &istiod.name,
                    version = cx.release(index).release.minor(),
                    first = first_release(|resolved| {
                        resolved.has(&resolved.release.traffic().failover_priority)
                    }),
                ],
            )
            .related(cx.istio_path(index, &["version"]), "release");
        out.push(fix(finding, Safety::Unsafe, vec![remove(place)]));
    }
}

/// Whether regions say enough: endpoints are ordered by region and zone in every release.
fn is_told_by_regions(mesh: &Mesh, service: &Service) -> bool {
    let mut regions = Vec::with_capacity(service.clusters.len());
    for index in &service.clusters {
        regions.extend(
            mesh[*index]
                .locality
                .as_ref()
                .map(|locality| &locality.region),
        );
    }
    let is_known = regions.len() == service.clusters.len();
    match service.traffic {
        Traffic::Spread | Traffic::ClusterLocal => true,
        Traffic::PreferLocal => is_known,
        // The own cluster is the nearest only where no other one is in its region.
        Traffic::Failover => {
            regions.sort();
            regions.dedup();
            is_known && regions.len() == service.clusters.len()
        }
    }
}
