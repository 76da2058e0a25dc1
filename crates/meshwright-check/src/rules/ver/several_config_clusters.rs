//! More than one config cluster for one external control plane.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Two config clusters.
    "VER123", "several-config-clusters", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Role::Remote { config: true, .. } = cluster.role else {
            continue;
        };
        let Some(external) = cx.mesh.external_of(index) else {
            continue;
        };
        let Some(first) = cx.mesh.config_cluster_of(external) else {
            continue;
        };
        if first == index {
            continue;
        }
        let place = cluster.path().join("config");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    other = &cx.mesh[first].name,
                    external = &cx.mesh[external].name,
                ],
            )
            .related(cx.mesh[first].path().join("config"), "first");
        out.push(fix(finding, Safety::Unsafe, vec![remove(place)]));
    }
}
