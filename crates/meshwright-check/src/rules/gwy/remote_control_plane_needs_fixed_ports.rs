//! A primary with remotes behind a NodePort gateway.
//!
//! Remotes dial istiod on 15012 and API servers dial it on 15017; no setting moves these ports.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Address, EastWestGateway, Exposure, LoadBalancer, Role};

use crate::RuleContext;
use crate::repair::{fix_named, node_address, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A control plane for remotes on node ports.
    "GWY105", "remote-control-plane-needs-fixed-ports", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.serving_istiods() {
        let Some(gateway) = cluster
            .gateway
            .as_ref()
            .filter(|gateway| gateway.exposure == Exposure::NodePort)
        else {
            continue;
        };
        // Somebody else's load balancer leads from there to the nodes, with ports of its own.
        if cluster.role == Role::External && cluster.istiod.address.is_some() {
            continue;
        }
        let place = cluster.path().join("eastWestGateway");
        let finding = RULE.finding(
            place.join("exposure"),
            args![
                cluster = &cluster.name,
                remotes = cx.names(cx.remotes_of(index).iter().copied()),
                count = cx.remotes_of(index).len(),
            ],
        );
        let has_addresses = !gateway.addresses.is_empty()
            && gateway
                .addresses
                .iter()
                .all(|address| matches!(address, Address::Ip(_)));
        let mut edits = Vec::new();
        if gateway.port != EastWestGateway::DEFAULT_PORT {
            edits.push(remove(place.join("port")));
        }
        let title = match (has_addresses, node_address(cluster), cluster.load_balancer) {
            (true, _, _) => {
                edits.push(set(place.join("exposure"), "external-ips"));
                "fix"
            }
            (false, _, LoadBalancer::Cloud | LoadBalancer::Metallb) => {
                edits.push(set(place.join("exposure"), "load-balancer"));
                "fix-load-balancer"
            }
            (false, Some(address), LoadBalancer::None) => {
                edits.push(set(place.join("exposure"), "external-ips"));
                edits.push(set(place.join("addresses"), vec![address.to_string()]));
                "fix"
            }
            (false, None, LoadBalancer::None) => {
                edits.push(set(place.join("exposure"), "load-balancer"));
                edits.push(set(cluster.path().join("loadBalancer"), "metallb"));
                "fix-load-balancer"
            }
        };
        out.push(fix_named(finding, title, Safety::Unsafe, edits));
    }
}
