//! Look before anything is changed: does the context reach the cluster, is it safe to install?

use crate::builder::{PlanBuilder, PlanContext};
use crate::{Condition, Op, Probe, StepKind};

pub(crate) fn check_clusters(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, cluster) in cx.mesh.clusters() {
        plan.in_cluster(
            index,
            cluster,
            StepKind::CheckCluster,
            Op::Probe(Probe::Cluster),
        )
        .say("context", cluster.context.as_str())
        .until(Condition::ClusterReady)
        .until(Condition::NoUnnamedInstallation);
    }
}
