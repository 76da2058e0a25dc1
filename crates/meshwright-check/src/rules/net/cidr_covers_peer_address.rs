//! An address that a cluster has to call lies in the range of the cluster's own pods or Services.

use std::net::IpAddr;

use ipnet::IpNet;
use meshwright_diag::{Finding, ModelPath, args};
use meshwright_model::{Address, ApiServerUrl, ClusterIndex, Role};

use crate::RuleContext;
use crate::addressing::{Held, Holders};
use crate::rule::declare_rule;

declare_rule! {
    /// An address of another cluster that looks local.
    "NET105", "cidr-covers-peer-address", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if !cx.is_multi_cluster() {
        return;
    }
    let holders = Holders::new(cx.mesh.clusters().flat_map(|(index, cluster)| {
        let ranges = cluster.pod_cidrs.iter().chain(&cluster.service_cidrs);
        ranges.map(move |range| Held {
            range: *range,
            holder: index,
        })
    }));
    for (index, cluster) in cx.mesh.clusters() {
        if let Some(ip) = cluster.api_server.url.as_ref().and_then(ApiServerUrl::ip) {
            // Only primaries call other API servers.
            let around = holders.around(ip, |holder| {
                holder != index && cx.mesh[holder].role == Role::Primary
            });
            out.extend(around.map(|held| {
                let place = cluster.path().join("apiServer").join("url");
                finding(cx, index, place, ip, held, "api")
            }));
        }
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        for (place, address) in gateway.addresses.iter().enumerate() {
            let Address::Ip(ip) = address else {
                continue;
            };
            let is_own = |range: &IpNet| range.contains(ip);
            if cluster
                .pod_cidrs
                .iter()
                .chain(&cluster.service_cidrs)
                .any(is_own)
            {
                // That is wrong for everybody, and has its own rule.
                continue;
            }
            let around = holders.around(*ip, |holder| {
                cx.mesh[holder].network != cluster.network
                    || cx.mesh.control_plane_of(holder) == Some(index) && holder != index
            });
            out.extend(around.map(|held| {
                let gateway = cluster.path().join("eastWestGateway");
                let place = gateway.join("addresses").join(format!("#{place}"));
                finding(cx, index, place, *ip, held, "gateway")
            }));
        }
    }
}

fn finding(
    cx: &RuleContext<'_>,
    owner: ClusterIndex,
    place: ModelPath,
    address: IpAddr,
    held: Held<ClusterIndex>,
    case: &str,
) -> Finding {
    let (owner, caller) = (&cx.mesh[owner], &cx.mesh[held.holder]);
    let section = if caller.pod_cidrs.contains(&held.range) {
        "podCidrs"
    } else {
        "serviceCidrs"
    };
    RULE.finding(
        place,
        args![
            cluster = &owner.name,
            other = &caller.name,
            address = address.to_string(),
            range = held.range.to_string(),
        ],
    )
    .case(case)
    .related(caller.path().join(section), "range")
}
