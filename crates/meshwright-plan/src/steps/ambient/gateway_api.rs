//! The kinds of the Gateway API, before the istiod that makes gateways of them.

use meshwright_model::ClusterIndex;

use crate::builder::{PlanBuilder, PlanContext};
use crate::{Condition, Op, Step, StepId, StepKind};

/// Adds the step for a cluster; `None` where its release has nothing to do with the Gateway API.
pub(crate) fn gateway_api<'p>(
    cx: &PlanContext<'_>,
    plan: &'p mut PlanBuilder,
    index: ClusterIndex,
) -> Option<&'p mut Step> {
    let cluster = &cx.mesh[index];
    let version = cx.release(index).gateway_api().version.value().as_ref()?;
    let op = Op::ApplyGatewayApi {
        version: version.clone(),
    };
    let step = plan.in_cluster(index, cluster, StepKind::GatewayApi, op);
    step.say("version", version.as_str())
        .say("istio", cluster.istio.version.as_str())
        .after(StepId::of(&cluster.name, StepKind::CheckCluster))
        .until(Condition::GatewayApiKnown);
    Some(step)
}
