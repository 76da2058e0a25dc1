//! A remote that names itself as its control plane.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A remote of itself.
    "VER111", "remote-of-itself", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Role::Remote {
            control_plane: Some(control_plane),
            ..
        } = cluster.role
        else {
            continue;
        };
        if control_plane != index {
            continue;
        }
        let place = cluster.path().join("controlPlane");
        let finding = RULE.finding(place.clone(), args![cluster = &cluster.name]);
        let make_primary = vec![
            set(cluster.path().join("role"), "primary"),
            remove(place.clone()),
        ];
        out.push(fix(finding, Safety::Unsafe, make_primary));
    }
}
