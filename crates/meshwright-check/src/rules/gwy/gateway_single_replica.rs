//! A gateway with one pod, or none.

use meshwright_diag::{Finding, Safety, Severity, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway that one lost pod takes down.
    "GWY108", "gateway-single-replica", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = cluster
            .gateway
            .as_ref()
            .filter(|gateway| gateway.replicas < 2)
        else {
            continue;
        };
        let place = cluster.path().join("eastWestGateway").join("replicas");
        let mut finding = RULE.finding(
            place.clone(),
            args![
                cluster = &cluster.name,
                network = &cx.mesh[cluster.network].name,
            ],
        );
        if gateway.replicas == 0 {
            finding = finding.case("none").severity(Severity::Error);
        }
        out.push(fix(finding, Safety::Safe, vec![set(place, 2)]));
    }
}
