//! Traffic that is to stay near, in an ambient mesh whose waypoints cannot say what near is.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Traffic;

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Traffic that ambient clusters do not steer.
    "SVC104", "traffic-not-in-ambient", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // Sidecars obey whatever waypoints do.
    if !cx.is_multi_network() || cx.has_sidecars() {
        return;
    }
    let Some((index, cluster)) = cx.mesh.clusters().find(|(index, _)| {
        let ambient = cx.release(*index).release.ambient();
        cx.mesh.is_ambient(*index) && !*ambient.waypoints_cross_networks
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
                    cluster = &cluster.name,
                    version = cx.release(index).release.minor(),
                    first = first_release(|resolved| {
                        *resolved.release.ambient().waypoints_cross_networks
                    }),
                ],
            )
            .related(cx.istio_path(index, &["version"]), "release");
        out.push(fix(finding, Safety::Unsafe, vec![remove(place)]));
    }
}
