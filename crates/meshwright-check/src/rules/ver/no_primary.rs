//! A mesh without a single control plane.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Cluster, Role};

use crate::RuleContext;
use crate::repair::{fix, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No control plane at all.
    "VER112", "no-primary", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let is_remote_of_nobody = |cluster: &Cluster| {
        matches!(
            cluster.role,
            Role::Remote {
                control_plane: None,
                ..
            }
        )
    };
    // A remote that names a remote is told which one should be a primary.
    let Some(first) = cx.mesh.clusters.first() else {
        return;
    };
    if !cx.is_complete() || !cx.mesh.clusters.iter().all(is_remote_of_nobody) {
        return;
    }
    let finding = RULE.finding(
        first.path().join("role"),
        args![cluster = &first.name, count = cx.mesh.clusters.len()],
    );
    out.push(fix(
        finding,
        Safety::Unsafe,
        vec![
            set(first.path().join("role"), "primary"),
            remove(first.path().join("controlPlane")),
        ],
    ));
}
