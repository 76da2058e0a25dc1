//! A remote whose control plane is a remote itself.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{ClusterIndex, Role};

use crate::RuleContext;
use crate::repair::{fix, fix_named, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A remote of a remote.
    "VER110", "remote-of-remote", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(named) = cx
            .mesh
            .control_plane_of(index)
            .filter(|named| *named != index)
        else {
            continue;
        };
        if !matches!(cx.mesh[named].role, Role::Remote { .. }) {
            continue;
        }
        let place = cluster.path().join("controlPlane");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    other = &cx.mesh[named].name,
                    primary = istiod_behind(cx, named)
                        .map(|index| cx.mesh[index].name.as_str().to_owned())
                        .unwrap_or_default(),
                ],
            )
            .related(cx.mesh[named].path().join("role"), "remote");
        out.push(match istiod_behind(cx, named) {
            Some(istiod) => fix(
                finding,
                Safety::Unsafe,
                vec![set(place, cx.mesh[istiod].name.as_str())],
            ),
            None => fix_named(
                finding.case("no-primary"),
                "fix",
                Safety::Unsafe,
                vec![
                    set(cx.mesh[named].path().join("role"), "primary"),
                    remove(cx.mesh[named].path().join("controlPlane")),
                ],
            ),
        });
    }
}

/// The cluster with an istiod that the chain of control planes ends at, else the first primary.
fn istiod_behind(cx: &RuleContext<'_>, remote: ClusterIndex) -> Option<ClusterIndex> {
    let mut index = remote;
    for _ in 0..cx.mesh.clusters.len() {
        match cx.mesh[index].role {
            Role::Primary | Role::External => return Some(index),
            Role::Remote {
                control_plane: Some(next),
                ..
            } if next != index => index = next,
            Role::Remote { .. } => break,
        }
    }
    cx.mesh.primaries().map(|(index, _)| index).next()
}
