//! A network without an east-west gateway, in a mesh of several networks.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{LoadBalancer, Role};

use crate::RuleContext;
use crate::repair::{fix, new_gateway, node_address};
use crate::rule::declare_rule;

declare_rule! {
    /// A network that nobody outside gets into.
    "GWY101", "gateway-missing-for-network", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A cluster that was left out may be the one with the gateway.
    if !cx.is_multi_network() || !cx.is_complete() {
        return;
    }
    for (_, network) in cx.mesh.networks() {
        // An external cluster has no pods that others could want to reach.
        let clusters = || {
            let clusters = network.clusters.iter().map(|index| &cx.mesh[*index]);
            clusters.filter(|cluster| cluster.role != Role::External)
        };
        // A control plane without a gateway is the more specific finding, with the same repair.
        let is_said_elsewhere = network.clusters.iter().any(|cluster| {
            !cx.remotes_of(*cluster).is_empty() && cx.mesh[*cluster].role == Role::Primary
        });
        if clusters().any(|cluster| cluster.gateway.is_some()) || is_said_elsewhere {
            continue;
        }
        // The cluster that most easily gets an address carries the gateway.
        let Some(host) = clusters()
            .find(|cluster| cluster.load_balancer != LoadBalancer::None)
            .or_else(|| clusters().find(|cluster| node_address(cluster).is_some()))
            .or_else(|| clusters().next())
        else {
            continue;
        };
        let place = clusters().next().unwrap_or(host).path().join("network");
        let finding = RULE.finding(
            place,
            args![
                network = &network.name,
                cluster = &host.name,
                clusters = cx.names(network.clusters.iter().copied()),
                count = network.clusters.len(),
            ],
        );
        let (mut safety, edits) = new_gateway(host);
        if network.clusters.len() > 1 {
            safety = Safety::Unsafe;
        }
        out.push(fix(finding, safety, edits));
    }
}
