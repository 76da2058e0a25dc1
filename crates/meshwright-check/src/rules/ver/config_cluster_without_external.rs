//! A config cluster whose control plane is a primary.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A config cluster that nobody reads.
    "VER124", "config-cluster-without-external", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Role::Remote {
            control_plane: Some(control_plane),
            config: true,
        } = cluster.role
        else {
            continue;
        };
        if cx.mesh[control_plane].role != Role::Primary {
            continue;
        }
        let place = cluster.path().join("config");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    primary = &cx.mesh[control_plane].name,
                ],
            )
            .related(cx.mesh[control_plane].path(), "primary");
        out.push(fix(finding, Safety::Safe, vec![remove(place)]));
    }
}
