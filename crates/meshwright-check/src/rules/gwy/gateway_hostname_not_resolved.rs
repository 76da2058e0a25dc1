//! A gateway with a host name, and an istiod elsewhere that does not resolve host names.

use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Address, ClusterIndex, Exposure, LoadBalancer, Provider};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A host name that some istiod does not resolve.
    "GWY114", "gateway-hostname-not-resolved", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let unresolving: Vec<ClusterIndex> = cx
        .mesh
        .istiods()
        .map(|(istiod, _)| istiod)
        .filter(|istiod| !*cx.release(*istiod).release.gateways().resolves_hostnames)
        .collect();
    if !cx.is_multi_network() || unresolving.is_empty() {
        return;
    }
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        let hostnames: Vec<(usize, &str)> = gateway
            .addresses
            .iter()
            .enumerate()
            .filter_map(|(place, address)| match address {
                Address::Hostname(name) => Some((place, name.as_str())),
                Address::Ip(_) => None,
            })
            .collect();
        let is_learned = gateway.addresses.is_empty()
            && gateway.exposure == Exposure::LoadBalancer
            && cluster.provider == Provider::Eks
            && cluster.load_balancer == LoadBalancer::Cloud;
        if hostnames.is_empty() && !is_learned {
            continue;
        }
        // The istiod of the cluster itself gives its address to the remotes on other networks.
        let istiods: Vec<ClusterIndex> = unresolving
            .iter()
            .copied()
            .filter(|istiod| *istiod != index || !cx.remotes_of(index).is_empty())
            .collect();
        let Some(&first) = istiods.first() else {
            continue;
        };
        let place = cluster.path().join("eastWestGateway");
        let arguments = |address: &str| {
            args![
                cluster = &cluster.name,
                address = address,
                version = cx.release(first).release.minor(),
                istiods = cx.names(istiods.iter().copied()),
            ]
        };
        if let Some((place_of_first, name)) = hostnames.first() {
            let at = |place_in_list: usize| {
                place
                    .join("addresses")
                    .join(format_args!("#{place_in_list}"))
            };
            let finding = RULE.finding(at(*place_of_first), arguments(name));
            // The last goes first, so that the places of the others stay.
            let edits = hostnames
                .iter()
                .rev()
                .map(|(place, _)| remove(at(*place)))
                .collect();
            out.push(if hostnames.len() < gateway.addresses.len() {
                fix(finding, Safety::Unsafe, edits)
            } else {
                finding
            });
        } else {
            out.push(
                RULE.finding(place, arguments(""))
                    .case("eks")
                    .at_key()
                    .severity(Severity::Warning),
            );
        }
    }
}
