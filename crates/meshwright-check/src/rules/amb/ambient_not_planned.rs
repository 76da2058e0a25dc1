//! A mesh, or a part of it, in ambient mode, for which there is no plan.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, ModelPath, Safety, args};
use meshwright_model::{ClusterIndex, DataPlane};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No plan for the ambient data plane.
    "AMB101", "ambient-not-planned", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let ambient: Vec<ClusterIndex> = cx
        .mesh
        .clusters()
        .filter(|(_, cluster)| cluster.istio.data_plane == DataPlane::Ambient)
        .map(|(index, _)| index)
        .collect();
    let Some(&first) = ambient.first() else {
        return;
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
    let finding = RULE.finding(
        cx.istio_path(first, &["dataPlane"]),
        args![clusters = cx.names(ambient)],
    );
    out.push(fix(finding, Safety::Unsafe, edits));
}
