//! Kiali in a mesh of several clusters, of which it does not see all.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, args};
use meshwright_model::{Addon, ClusterIndex, Role};

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
        // It learns of others where its sample mounts a Secret for them, beside an istiod that
        // tells it its own name, and reads those that have its account.
        let mounts = cx.release(index).release.addons().kiali_clusters.is_some();
        let sees_others = mounts && cluster.role == Role::Primary;
        let others: Vec<ClusterIndex> = cx
            .mesh
            .clusters()
            .filter(|(other, _)| *other != index)
            .filter(|(_, other)| !sees_others || !other.istio.addons.contains(&Addon::Kiali))
            .map(|(other, _)| other)
            .collect();
        if others.is_empty() {
            continue;
        }
        out.push(RULE.finding(
            place,
            args![cluster = &cluster.name, others = cx.names(others)],
        ));
    }
}
