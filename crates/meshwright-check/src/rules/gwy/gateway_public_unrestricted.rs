//! A cloud's load balancer that the whole internet may connect to.

use std::net::IpAddr;

use meshwright_diag::{Finding, args};
use meshwright_model::{Address, EastWestGateway, Exposure, LoadBalancer, Provider, Scope};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway open to everyone.
    "GWY109", "gateway-public-unrestricted", Info, Advice, since "0.1.0"
}

/// Annotations that keep a cloud's load balancer inside, with the value that does.
const INTERNAL: [(&str, &str); 5] = [
    ("cloud.google.com/load-balancer-type", "internal"),
    ("networking.gke.io/load-balancer-type", "internal"),
    (
        "service.beta.kubernetes.io/aws-load-balancer-internal",
        "true",
    ),
    (
        "service.beta.kubernetes.io/aws-load-balancer-scheme",
        "internal",
    ),
    (
        "service.beta.kubernetes.io/azure-load-balancer-internal",
        "true",
    ),
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        // Elsewhere nobody can say whether an address is public.
        let is_cloud = matches!(
            cluster.provider,
            Provider::Eks | Provider::Gke | Provider::Aks
        ) && cluster.load_balancer == LoadBalancer::Cloud;
        if is_cloud
            && gateway.exposure == Exposure::LoadBalancer
            && gateway.source_ranges.is_empty()
            && !is_internal(gateway)
        {
            let finding = RULE.finding(
                cluster.path().join("eastWestGateway"),
                args![
                    cluster = &cluster.name,
                    provider = cluster.provider,
                    port = cluster.gateway_port().unwrap_or(gateway.port),
                ],
            );
            out.push(finding.at_key());
        }
    }
}

fn is_internal(gateway: &EastWestGateway) -> bool {
    let is_annotated = INTERNAL.iter().any(|(key, value)| {
        gateway
            .annotations
            .get(*key)
            .is_some_and(|written| written.eq_ignore_ascii_case(value))
    });
    let is_private = |address: &Address| {
        matches!(address, Address::Ip(IpAddr::V4(ip)) if ip.is_private())
            || matches!(address, Address::Ip(IpAddr::V6(ip)) if ip.is_unique_local())
    };
    gateway.scope == Scope::Internal
        || is_annotated
        || (!gateway.addresses.is_empty() && gateway.addresses.iter().all(is_private))
}
