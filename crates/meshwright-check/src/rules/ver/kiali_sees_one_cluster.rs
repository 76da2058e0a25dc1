//! Kiali in a mesh of several clusters, of which it sees its own.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, args};
use meshwright_model::{Addon, ClusterIndex};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A console for one cluster of several.
    "VER137", "kiali-sees-one-cluster", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if !cx.is_multi_cluster() {
        return;
    }
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let place = cx.istio_path(index, &["addons"]);
        if !cluster.istio.addons.contains(&Addon::Kiali) || !said.insert(place.clone()) {
            continue;
        }
        let others: Vec<ClusterIndex> = cx
            .mesh
            .clusters()
            .map(|(other, _)| other)
            .filter(|other| *other != index)
            .collect();
        out.push(RULE.finding(
            place,
            args![cluster = &cluster.name, others = cx.names(others)],
        ));
    }
}
