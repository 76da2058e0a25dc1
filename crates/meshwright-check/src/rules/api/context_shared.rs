//! Two clusters with one kubeconfig context: commands for one would go to the other.

use std::collections::BTreeMap;

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Cluster;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Two clusters with one kubeconfig context.
    "API104", "context-shared", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut first_with: BTreeMap<(Option<&str>, &str), &Cluster> = BTreeMap::new();
    for (_, cluster) in cx.mesh.clusters() {
        let kubeconfig = cluster.kubeconfig.as_ref().map(|path| path.as_str());
        let Some(other) = first_with.get(&(kubeconfig, cluster.context.as_str())) else {
            first_with.insert((kubeconfig, cluster.context.as_str()), cluster);
            continue;
        };
        // A cluster whose context is its own name most likely has the right one.
        let is_own = |cluster: &Cluster| cluster.context.as_str() == cluster.name.as_str();
        let (wrong, right) = if is_own(cluster) && !is_own(other) {
            (*other, cluster)
        } else {
            (cluster, *other)
        };
        let place = wrong.path().join("context");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &wrong.name,
                    other = &right.name,
                    context = wrong.context.as_str(),
                ],
            )
            .related(right.path().join("context"), "other");
        let is_free = !cx.mesh.clusters.iter().any(|cluster| {
            cluster.context.as_str() == wrong.name.as_str()
                && cluster.kubeconfig.as_ref().map(|path| path.as_str()) == kubeconfig
        });
        out.push(if is_free {
            fix(
                finding,
                Safety::Unsafe,
                vec![set(place, wrong.name.as_str())],
            )
        } else {
            finding
        });
    }
}
