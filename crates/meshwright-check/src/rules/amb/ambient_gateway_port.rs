//! A port of its own for an ambient east-west gateway, whose listener has a fixed one.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{EastWestGateway, Exposure};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A port that an ambient gateway does not have.
    "AMB109", "ambient-gateway-port", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        // Another exposure is refused altogether, and a gateway for sidecars beside the ambient
        // one has a port.
        if !cx.mesh.has_ambient_gateway(index)
            || cx.mesh.has_sidecar_gateway(index)
            || gateway.exposure != Exposure::LoadBalancer
            || gateway.port == EastWestGateway::DEFAULT_PORT
        {
            continue;
        }
        let place = cluster.path().join("eastWestGateway").join("port");
        let finding = RULE.finding(
            place.clone(),
            args![cluster = &cluster.name, port = gateway.port],
        );
        out.push(fix(finding, Safety::Safe, vec![remove(place)]));
    }
}
