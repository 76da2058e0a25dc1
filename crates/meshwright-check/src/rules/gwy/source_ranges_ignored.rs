//! Source ranges on a gateway that no load balancer guards.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Exposure;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Source ranges that nobody enforces.
    "GWY115", "source-ranges-ignored", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if gateway.exposure == Exposure::LoadBalancer || gateway.source_ranges.is_empty() {
            continue;
        }
        let place = cluster.path().join("eastWestGateway").join("sourceRanges");
        let finding = RULE.finding(
            place.clone(),
            args![
                cluster = &cluster.name,
                exposure = gateway.exposure,
                port = cluster.gateway_port().unwrap_or(gateway.port),
            ],
        );
        out.push(fix(finding.at_key(), Safety::Unsafe, vec![remove(place)]));
    }
}
