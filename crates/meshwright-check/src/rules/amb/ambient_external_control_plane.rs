//! An external control plane whose clusters are ambient, which Istio neither documents nor tests.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, ModelPath, Safety, args};
use meshwright_model::{ClusterIndex, DataPlane, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Ambient mode has no external control plane.
    "AMB107", "ambient-external-control-plane", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, external) in cx.mesh.clusters() {
        if external.role != Role::External {
            continue;
        }
        let ambient: Vec<ClusterIndex> = [index]
            .into_iter()
            .chain(cx.mesh.remotes_of(index).map(|(remote, _)| remote))
            .filter(|cluster| cx.mesh.is_ambient(*cluster))
            .collect();
        let Some(&first) = ambient.first() else {
            continue;
        };
        // Settings of clusters stay where the mesh's setting changes, so each place is changed.
        let places: BTreeSet<ModelPath> = ambient
            .iter()
            .map(|index| cx.istio_path(*index, &["dataPlane"]))
            .collect();
        let edits = places
            .into_iter()
            .map(|place| set(place, DataPlane::Sidecar.as_str()))
            .collect();
        let finding = RULE
            .finding(
                cx.istio_path(first, &["dataPlane"]),
                args![cluster = &external.name, clusters = cx.names(ambient)],
            )
            .related(external.path().join("role"), "external");
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
