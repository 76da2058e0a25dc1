//! A remote and its primary on two sides of the release that took istiod out of remotes.

use meshwright_catalog::{Newer, skew};
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A remote made for another kind of primary.
    "VER136", "remote-generation-mismatch", Error, Advice, since "0.1.0"
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
        let primary = &cx.mesh[control_plane];
        let has_own = |index| *cx.release(index).release.remote().local_istiod;
        // A remote that is newer than its istiod is a finding of its own.
        if primary.role != Role::Primary
            || has_own(index) == has_own(control_plane)
            || skew(&primary.istio.version, &cluster.istio.version).newer != Newer::First
        {
            continue;
        }
        let place = cx.istio_path(index, &["version"]);
        let finding = RULE
            .finding(
                place,
                args![
                    cluster = &cluster.name,
                    version = cx.release(index).release.minor(),
                    primary = &primary.name,
                    wanted = primary.istio.version.as_str(),
                ],
            )
            .related(cx.istio_path(control_plane, &["version"]), "primary");
        let own = cluster.path().join("istio").join("version");
        let edits = vec![set(own, primary.istio.version.as_str())];
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
