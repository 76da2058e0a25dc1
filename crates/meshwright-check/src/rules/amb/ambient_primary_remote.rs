//! A remote in ambient mode, which Istio does not support.

use meshwright_catalog::Feature;
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{DataPlane, Role};

use crate::RuleContext;
use crate::repair::{fix, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Ambient mode has no primary-remote.
    "AMB102", "ambient-primary-remote", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Role::Remote { control_plane, .. } = cluster.role else {
            continue;
        };
        // What an external control plane lacks is another finding.
        if cluster.istio.data_plane != DataPlane::Ambient
            || cx.mesh.external_of(index).is_some()
            || cx
                .release(index)
                .release
                .support(Feature::AmbientPrimaryRemote)
                .is_there()
        {
            continue;
        }
        let finding = RULE.finding(
            cluster.path().join("role"),
            args![
                cluster = &cluster.name,
                version = cx.release(index).release.minor()
            ],
        );
        let mut edits = vec![set(cluster.path().join("role"), "primary")];
        if control_plane.is_some() {
            edits.push(remove(cluster.path().join("controlPlane")));
        }
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
