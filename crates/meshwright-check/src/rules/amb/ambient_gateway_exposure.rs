//! An ambient east-west gateway without a load balancer.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Exposure, LoadBalancer};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// An ambient gateway that its peers cannot find.
    "AMB108", "ambient-gateway-exposure", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if !cx.mesh.has_ambient_gateway(index) || gateway.exposure == Exposure::LoadBalancer {
            continue;
        }
        let place = cluster.path().join("eastWestGateway").join("exposure");
        let finding = RULE.finding(
            place.clone(),
            args![cluster = &cluster.name, exposure = gateway.exposure],
        );
        let mut edits = vec![set(place, Exposure::LoadBalancer.as_str())];
        if cluster.load_balancer == LoadBalancer::None {
            let metallb = LoadBalancer::Metallb.as_str();
            edits.push(set(cluster.path().join("loadBalancer"), metallb));
        }
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
