//! An external control plane none of whose remotes holds the mesh's configuration.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{ClusterIndex, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No config cluster.
    "VER122", "external-without-config-cluster", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A cluster that was left out may be the config cluster.
    if !cx.is_complete() {
        return;
    }
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.role != Role::External || cx.mesh.config_cluster_of(index).is_some() {
            continue;
        }
        let remotes: Vec<ClusterIndex> = cx
            .mesh
            .remotes_of(index)
            .map(|(remote, _)| remote)
            .collect();
        let Some(&first) = remotes.first() else {
            continue;
        };
        let remote = &cx.mesh[first];
        let finding = RULE
            .finding(
                cluster.path().join("role"),
                args![
                    cluster = &cluster.name,
                    remote = &remote.name,
                    count = remotes.len(),
                    remotes = cx.names(remotes.iter().copied()),
                ],
            )
            .related(remote.path().join("controlPlane"), "remote");
        // With one remote there is nothing to choose.
        let safety = if remotes.len() == 1 {
            Safety::Safe
        } else {
            Safety::Unsafe
        };
        let edits = vec![set(remote.path().join("config"), true)];
        out.push(fix(finding, safety, edits));
    }
}
