//! A control plane whose remotes would call it by a host name that it cannot have.
//!
//! A host name that is known stands in istiod's own certificate and in the webhooks of remotes.
//! One that is learned comes too late for both, and remotes with an istiod of their own find the
//! primary through Endpoints, which take IP addresses only.

use meshwright_diag::{Finding, Severity, args};
use meshwright_model::{Address, Exposure, LoadBalancer, Provider};

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::rule::declare_rule;

declare_rule! {
    /// A host name that a control plane cannot have.
    "VER104", "remote-pilot-hostname", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.serving_primaries() {
        let old: Vec<_> = cx
            .remotes_of(index)
            .iter()
            .copied()
            .filter(|remote| *cx.release(*remote).release.remote().local_istiod)
            .collect();
        let arguments = |address: &str| {
            let remotes = if old.is_empty() {
                cx.remotes_of(index)
            } else {
                &old
            };
            args![
                cluster = &cluster.name,
                address = address,
                remotes = cx.names(remotes.iter().copied()),
                count = remotes.len(),
            ]
        };
        match of_istiod(cluster) {
            Some((Address::Hostname(name), place)) => {
                if !old.is_empty() {
                    out.push(RULE.finding(place, arguments(name)));
                }
            }
            Some((Address::Ip(_), _)) => {}
            None => {
                let is_learned = cluster.gateway.as_ref().is_some_and(|gateway| {
                    gateway.exposure == Exposure::LoadBalancer
                        && cluster.provider == Provider::Eks
                        && cluster.load_balancer == LoadBalancer::Cloud
                });
                if is_learned {
                    let case = if old.is_empty() { "eks" } else { "eks-old" };
                    out.push(
                        RULE.finding(cluster.path().join("eastWestGateway"), arguments(""))
                            .case(case)
                            .at_key()
                            .severity(Severity::Warning),
                    );
                }
            }
        }
    }
}
