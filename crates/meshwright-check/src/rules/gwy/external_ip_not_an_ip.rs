//! A host name among the external IPs of a gateway.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Address, Exposure};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A host name where Kubernetes takes IP addresses only.
    "GWY113", "external-ip-not-an-ip", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        if gateway.exposure != Exposure::ExternalIps {
            continue;
        }
        for (index, address) in gateway.addresses.iter().enumerate() {
            let Address::Hostname(name) = address else {
                continue;
            };
            let place = cluster
                .path()
                .join("eastWestGateway")
                .join("addresses")
                .join(format!("#{index}"));
            let finding = RULE.finding(
                place.clone(),
                args![cluster = &cluster.name, address = name],
            );
            // Without an address there would be nothing left to be reached by.
            out.push(if gateway.addresses.len() > 1 {
                fix(finding, Safety::Unsafe, vec![remove(place)])
            } else {
                finding
            });
        }
    }
}
