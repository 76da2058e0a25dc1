//! A NodePort gateway on a port that Kubernetes gives to no NodePort.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Exposure;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A node port outside 30000-32767.
    "GWY104", "node-port-out-of-range", Error, Advice, since "0.1.0"
}

/// The ports that Kubernetes gives to Services of type NodePort unless told otherwise.
const NODE_PORTS: std::ops::RangeInclusive<u16> = 30000..=32767;

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if gateway.exposure != Exposure::NodePort
            || NODE_PORTS.contains(&gateway.port)
            || !cx.remotes_of(index).is_empty()
        {
            continue;
        }
        let place = cluster.path().join("eastWestGateway").join("port");
        // 15443 with its last digits kept is easy to recognise in a firewall.
        let proposal: u16 = 30000 + gateway.port % 1000 + 1000;
        let finding = RULE.finding(
            place.clone(),
            args![
                cluster = &cluster.name,
                port = gateway.port,
                proposal = proposal,
            ],
        );
        out.push(fix(finding, Safety::Safe, vec![set(place, proposal)]));
    }
}
