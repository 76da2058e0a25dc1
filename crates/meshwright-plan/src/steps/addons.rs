//! Addons of Istio's release, beside the control plane.

use crate::builder::{PlanBuilder, PlanContext};
use crate::{Op, StepId, StepKind};

pub(crate) fn addons(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, cluster) in cx.mesh.clusters() {
        let addons = &cluster.istio.addons;
        if addons.is_empty() {
            continue;
        }
        let names: Vec<String> = addons.iter().map(ToString::to_string).collect();
        let step = plan.in_cluster(
            index,
            cluster,
            StepKind::Addons,
            Op::ApplyAddons(addons.clone()),
        );
        step.say("addons", names)
            .after(StepId::of(&cluster.name, StepKind::ControlPlane))
            .undone_by(Op::DeleteAddons(addons.clone()));
        for addon in addons {
            step.until(crate::Condition::DeploymentAvailable {
                name: addon.to_string(),
                namespace: cx.system_namespace(index),
            });
        }
    }
}
