//! A gateway with one pod.

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway that one lost pod takes down.
    "GWY108", "gateway-single-replica", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        if cluster
            .gateway
            .as_ref()
            .is_none_or(|gateway| gateway.replicas > 1)
        {
            continue;
        }
        let place = cluster.path().join("eastWestGateway").join("replicas");
        let finding = RULE.finding(
            place.clone(),
            args![
                cluster = &cluster.name,
                network = &cx.mesh[cluster.network].name,
            ],
        );
        out.push(fix(finding, Safety::Safe, vec![set(place, 2)]));
    }
}
