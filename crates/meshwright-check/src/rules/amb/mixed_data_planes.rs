//! Sidecars in some clusters of a mesh and ambient mode in others.
//!
//! On one network both reach each other; between networks nothing passes from one to the other.

use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Cluster, DataPlane, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Sidecar and ambient clusters in one mesh.
    "AMB104", "mixed-data-planes", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let sidecars: Vec<&Cluster> = cx
        .mesh
        .clusters()
        .map(|(_, cluster)| cluster)
        .filter(|cluster| cluster.istio.data_plane == DataPlane::Sidecar)
        .filter(|cluster| cluster.role != Role::External)
        .collect();
    let Some(first) = sidecars.first() else {
        return;
    };
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.istio.data_plane != DataPlane::Ambient {
            continue;
        }
        let apart = sidecars.iter().find(|it| it.network != cluster.network);
        let other = apart.unwrap_or(first);
        let place = cx.istio_path(index, &["dataPlane"]);
        let mut finding = RULE.finding(
            place.clone(),
            args![cluster = &cluster.name, other = &other.name],
        );
        if apart.is_some() {
            finding = finding.case("apart").severity(Severity::Error);
        }
        out.push(fix(finding, Safety::Unsafe, vec![set(place, "sidecar")]));
    }
}
