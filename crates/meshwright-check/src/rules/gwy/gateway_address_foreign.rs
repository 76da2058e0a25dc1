//! A gateway address that leads somewhere else: to another cluster, or to nobody outside.

use std::collections::BTreeMap;

use ipnet::IpNet;
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Address, Cluster, Exposure, LoadBalancer};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway address that is not the gateway's.
    "GWY107", "gateway-address-foreign", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut first_with: BTreeMap<(&Address, u16), &Cluster> = BTreeMap::new();
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        for (place, address) in gateway.addresses.iter().enumerate() {
            let at = || {
                let gateway = cluster.path().join("eastWestGateway");
                gateway.join("addresses").join(format!("#{place}"))
            };
            let first = *first_with.entry((address, gateway.port)).or_insert(cluster);
            let finding = if let Some((range, kind)) = own_range(cluster, address) {
                RULE.finding(
                    at(),
                    args![
                        cluster = &cluster.name,
                        address = address,
                        range = range.to_string(),
                    ],
                )
                .case(kind)
            } else if first.name != cluster.name {
                RULE.finding(
                    at(),
                    args![
                        cluster = &cluster.name,
                        other = &first.name,
                        address = address,
                        port = gateway.port,
                    ],
                )
                .case("shared")
                .related(first.path().join("eastWestGateway"), "other")
            } else {
                continue;
            };
            // A load balancer's address is learned when the plan is applied.
            let is_learned = gateway.exposure == Exposure::LoadBalancer
                && cluster.load_balancer != LoadBalancer::None;
            out.push(if is_learned {
                fix(finding, Safety::Unsafe, vec![remove(at())])
            } else {
                finding
            });
        }
    }
}

/// The range of the cluster's own pods or Services that holds the address.
fn own_range(cluster: &Cluster, address: &Address) -> Option<(IpNet, &'static str)> {
    let Address::Ip(ip) = address else {
        return None;
    };
    let within = |ranges: &[IpNet]| ranges.iter().copied().find(|range| range.contains(ip));
    within(&cluster.service_cidrs)
        .map(|range| (range, "cluster-ip"))
        .or_else(|| within(&cluster.pod_cidrs).map(|range| (range, "pod-ip")))
}
