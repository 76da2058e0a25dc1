//! An external control plane with a host name, and no certificate for it.

use meshwright_diag::{Finding, args};
use meshwright_model::{Address, Role};

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::rule::declare_rule;

declare_rule! {
    /// A host name without a certificate.
    "VER127", "external-hostname-without-certificate", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        if cluster.role != Role::External || cluster.istiod.credential.is_some() {
            continue;
        }
        let Some((Address::Hostname(name), place)) = of_istiod(cluster) else {
            continue;
        };
        out.push(RULE.finding(place, args![cluster = &cluster.name, address = name]));
    }
}
