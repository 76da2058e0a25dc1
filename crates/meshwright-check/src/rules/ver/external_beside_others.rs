//! An external control plane and another istiod in one mesh, which no guide of Istio has.

use meshwright_diag::{Finding, args};
use meshwright_model::{ClusterIndex, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// An external control plane that is not alone.
    "VER130", "external-beside-others", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut externals = cx.mesh.clusters().filter(|(index, cluster)| {
        cluster.role == Role::External && cx.mesh.remotes_of(*index).next().is_some()
    });
    let Some((index, cluster)) = externals.next() else {
        return;
    };
    let others: Vec<ClusterIndex> = cx
        .mesh
        .istiods()
        .map(|(other, _)| other)
        .filter(|other| *other != index)
        .collect();
    let Some(&first) = others.first() else {
        return;
    };
    out.push(
        RULE.finding(
            cluster.path().join("role"),
            args![
                cluster = &cluster.name,
                others = cx.names(others.iter().copied())
            ],
        )
        .related(cx.mesh[first].path(), "other"),
    );
}
