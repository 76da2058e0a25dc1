//! A gateway exposed by external IPs, of which none is named.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Exposure, LoadBalancer};

use crate::RuleContext;
use crate::repair::{append, fix, fix_named, node_address, set};
use crate::rule::declare_rule;

declare_rule! {
    /// External IPs, and none of them known.
    "GWY111", "external-ips-without-addresses", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if gateway.exposure != Exposure::ExternalIps || !gateway.addresses.is_empty() {
            continue;
        }
        let place = cluster.path().join("eastWestGateway");
        let finding = RULE.finding(place.join("exposure"), args![cluster = &cluster.name]);
        out.push(match (node_address(cluster), cluster.load_balancer) {
            (Some(address), _) => fix(
                finding,
                Safety::Unsafe,
                vec![append(place.join("addresses"), address.to_string())],
            ),
            (None, LoadBalancer::Cloud | LoadBalancer::Metallb) => fix_named(
                finding,
                "fix-load-balancer",
                Safety::Unsafe,
                vec![set(place.join("exposure"), "load-balancer")],
            ),
            (None, LoadBalancer::None) => finding,
        });
    }
}
