//! Traffic that is to stay near, in a release that cannot be told what near is.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Traffic;

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
        if !matches!(service.traffic, Traffic::Failover | Traffic::PreferLocal) {
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
