//! A certificate for an istiod that is not found by a host name.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Address, Role};

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A certificate that nobody is shown.
    "VER129", "certificate-without-hostname", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(credential) = &cluster.istiod.credential else {
            continue;
        };
        let place = cluster.path().join("istiod").join("credentialName");
        let finding = match (of_istiod(cluster), cluster.role) {
            (Some((Address::Ip(ip), _)), _) => RULE.finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    secret = credential,
                    address = ip.to_string(),
                ],
            ),
            (Some((Address::Hostname(_), _)), _) | (None, Role::External) => continue,
            (None, Role::Primary | Role::Remote { .. }) => RULE
                .finding(
                    place.clone(),
                    args![cluster = &cluster.name, secret = credential],
                )
                .case("primary"),
        };
        out.push(fix(finding, Safety::Safe, vec![remove(place)]));
    }
}
