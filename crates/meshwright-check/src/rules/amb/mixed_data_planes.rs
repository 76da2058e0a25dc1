//! Sidecars in some clusters of a mesh and ambient mode in others.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{DataPlane, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Sidecar and ambient clusters in one mesh.
    "AMB104", "mixed-data-planes", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let Some((_, sidecar)) = cx.mesh.clusters().find(|(_, cluster)| {
        cluster.istio.data_plane == DataPlane::Sidecar && cluster.role != Role::External
    }) else {
        return;
    };
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.istio.data_plane == DataPlane::Ambient {
            let place = cx.istio_path(index, &["dataPlane"]);
            let finding = RULE.finding(
                place.clone(),
                args![cluster = &cluster.name, other = &sidecar.name],
            );
            out.push(fix(finding, Safety::Unsafe, vec![set(place, "sidecar")]));
        }
    }
}
