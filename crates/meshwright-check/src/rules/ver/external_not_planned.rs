//! An external control plane, for which there is no plan.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No plan for an external control plane.
    "VER106", "external-not-planned", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        if cluster.role != Role::External {
            continue;
        }
        let place = cluster.path().join("role");
        let finding = RULE.finding(place.clone(), args![cluster = &cluster.name]);
        out.push(fix(finding, Safety::Unsafe, vec![set(place, "primary")]));
    }
}
