//! A gateway with a host name, and an istiod elsewhere that does not resolve host names.

use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Address, Exposure, LoadBalancer, Provider};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A host name that some istiod does not resolve.
    "GWY114", "gateway-hostname-not-resolved", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if !cx.is_multi_network() {
        return;
    }
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        // The istiod of the cluster itself gives its address to the remotes on other networks.
        let is_unresolved = |istiod: &meshwright_model::ClusterIndex| {
            let resolves = *cx.release(*istiod).release.gateways().resolves_hostnames;
            !resolves && (*istiod != index || !cx.remotes_of(index).is_empty())
        };
        let istiods: Vec<_> = cx
            .mesh
            .istiods()
            .map(|(istiod, _)| istiod)
            .filter(is_unresolved)
            .collect();
        let Some(&first) = istiods.first() else {
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
        let place = cluster.path().join("eastWestGateway");
        let arguments = |address: &str| {
            args![
                cluster = &cluster.name,
                address = address,
                version = cx.release(first).release.minor(),
                istiods = cx.names(istiods.iter().copied()),
            ]
        };
        let is_learned = gateway.addresses.is_empty()
            && gateway.exposure == Exposure::LoadBalancer
            && cluster.provider == Provider::Eks
            && cluster.load_balancer == LoadBalancer::Cloud;
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
        } else if is_learned {
            out.push(
                RULE.finding(place, arguments(""))
                    .case("eks")
                    .at_key()
                    .severity(Severity::Warning),
            );
        }
    }
}
