//! The kinds of the Gateway API, before the istiod that makes gateways of them.

use meshwright_model::ClusterIndex;

use crate::builder::{PlanBuilder, PlanContext};
use crate::{Condition, Op, StepId, StepKind};

pub(super) fn gateway_api(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let Some(version) = cx.release(index).gateway_api().version.value() else {
        return;
    };
    let op = Op::ApplyGatewayApi {
        version: version.clone(),
    };
    plan.in_cluster(index, cluster, StepKind::GatewayApi, op)
        .say("version", version.as_str())
        .say("istio", cluster.istio.version.as_str())
        .after(StepId::of(&cluster.name, StepKind::CheckCluster))
        .until(Condition::GatewayApiKnown);
}
