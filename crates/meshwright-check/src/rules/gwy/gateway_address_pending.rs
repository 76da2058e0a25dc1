//! A gateway of type LoadBalancer in a cluster where nobody hands out addresses.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Exposure, LoadBalancer, Role};

use crate::RuleContext;
use crate::repair::{append, fix, fix_named, node_address, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A load balancer address that never comes.
    "GWY102", "gateway-address-pending", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if gateway.exposure != Exposure::LoadBalancer
            || cluster.load_balancer != LoadBalancer::None
            || !gateway.addresses.is_empty()
        {
            continue;
        }
        // What remotes dial is known, and leads to the front gateway in its own way.
        if cluster.role == Role::External && cluster.istiod.address.is_some() {
            continue;
        }
        let place = cluster.path().join("eastWestGateway");
        let finding = RULE
            .finding(place.clone(), args![cluster = &cluster.name])
            .at_key()
            .related(cluster.path().join("loadBalancer"), "nobody");
        let metallb = vec![set(cluster.path().join("loadBalancer"), "metallb")];
        out.push(match node_address(cluster) {
            Some(address) => {
                let edits = vec![
                    set(place.join("exposure"), "external-ips"),
                    append(place.join("addresses"), address.to_string()),
                ];
                let finding = fix(finding, Safety::Unsafe, edits);
                fix_named(finding, "fix-metallb", Safety::Unsafe, metallb)
            }
            None => fix_named(finding, "fix-metallb", Safety::Unsafe, metallb),
        });
    }
}
