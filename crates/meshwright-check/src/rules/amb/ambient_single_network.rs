//! Ambient clusters that share a network, which Istio does not test.

use meshwright_diag::{Finding, args};
use meshwright_model::{ClusterIndex, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// Ambient clusters on one network.
    "AMB103", "ambient-single-network", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, network) in cx.mesh.networks() {
        let ambient: Vec<ClusterIndex> = network
            .clusters
            .iter()
            .copied()
            // An external cluster has no workloads.
            .filter(|cluster| {
                cx.mesh.is_ambient(*cluster) && cx.mesh[*cluster].role != Role::External
            })
            .collect();
        if ambient.len() > 1 {
            out.push(RULE.finding(
                cx.network_path(index),
                args![network = &network.name, clusters = cx.names(ambient)],
            ));
        }
    }
}
