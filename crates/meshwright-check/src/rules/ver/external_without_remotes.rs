//! An external control plane that serves nobody.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// An external istiod without a cluster to configure.
    "VER121", "external-without-remotes", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A cluster that was left out may be its remote.
    if !cx.is_complete() {
        return;
    }
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.role != Role::External || cx.mesh.remotes_of(index).next().is_some() {
            continue;
        }
        let place = cluster.path().join("role");
        let finding = RULE.finding(place.clone(), args![cluster = &cluster.name]);
        out.push(fix(finding, Safety::Unsafe, vec![set(place, "primary")]));
    }
}
