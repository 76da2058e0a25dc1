//! A gateway behind a single external IP.

use meshwright_diag::{Finding, args};
use meshwright_model::Exposure;

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway that one lost node takes down.
    "GWY110", "external-ips-single-node", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if let (Exposure::ExternalIps, [address]) = (gateway.exposure, &gateway.addresses[..]) {
            out.push(RULE.finding(
                cluster.path().join("eastWestGateway").join("addresses"),
                args![
                    cluster = &cluster.name,
                    address = address,
                    network = &cx.mesh[cluster.network].name,
                ],
            ));
        }
    }
}
