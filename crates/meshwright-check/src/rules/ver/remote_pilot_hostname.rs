//! A control plane whose remotes would have to call it by a host name.
//!
//! A remote's Service for a host name is of type ExternalName, which API servers refuse to call.

use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Address, Exposure, LoadBalancer, Provider};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A host name as the address of a control plane.
    "VER104", "remote-pilot-hostname", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.serving_primaries() {
        let arguments = |address: String| {
            args![
                cluster = &cluster.name,
                address = address,
                remotes = cx.names(cx.remotes_of(index).iter().copied()),
                count = cx.remotes_of(index).len(),
            ]
        };
        // Such remotes find istiod through an Endpoints object, which takes IP addresses only.
        let mut remotes = cx.remotes_of(index).iter();
        let is_old = remotes.any(|remote| *cx.release(*remote).release.remote().local_istiod);
        let finding_at = |place, address: String| {
            let finding = RULE.finding(place, arguments(address));
            if is_old {
                finding.case("own-istiod")
            } else {
                finding
            }
        };
        if let Some(address) = &cluster.istiod.address {
            if let Address::Hostname(name) = address {
                let place = cluster.path().join("istiod").join("address");
                out.push(finding_at(place, name.clone()));
            }
            continue;
        }
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        let hostnames: Vec<usize> = gateway
            .addresses
            .iter()
            .enumerate()
            .filter(|(_, address)| matches!(address, Address::Hostname(_)))
            .map(|(place, _)| place)
            .collect();
        let place = cluster.path().join("eastWestGateway");
        if let Some(&first) = hostnames.first() {
            let at = |index: &usize| place.join("addresses").join(format!("#{index}"));
            let address = gateway.addresses.get(first).map(ToString::to_string);
            let finding = finding_at(at(&first), address.unwrap_or_default());
            // The last goes first, so that the places of the others stay.
            let edits = hostnames
                .iter()
                .rev()
                .map(|index| remove(at(index)))
                .collect();
            out.push(if hostnames.len() < gateway.addresses.len() {
                fix(finding, Safety::Unsafe, edits)
            } else {
                finding
            });
        } else if gateway.addresses.is_empty()
            && gateway.exposure == Exposure::LoadBalancer
            && cluster.provider == Provider::Eks
            && cluster.load_balancer == LoadBalancer::Cloud
        {
            out.push(
                RULE.finding(place, arguments(String::new()))
                    .case("eks")
                    .at_key()
                    .severity(Severity::Warning),
            );
        }
    }
}
