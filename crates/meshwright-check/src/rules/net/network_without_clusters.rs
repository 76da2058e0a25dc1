//! A network that no cluster is in.

use meshwright_diag::{Finding, Safety, args, path};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A network that no cluster is in.
    "NET106", "network-without-clusters", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A cluster that was left out may be in it.
    if !cx.is_complete() {
        return;
    }
    for (_, network) in cx.mesh.networks() {
        if network.clusters.is_empty() {
            let place = path!("networks", network.name);
            let finding = RULE.finding(place.clone(), args![network = &network.name]);
            out.push(fix(finding, Safety::Safe, vec![remove(place)]));
        }
    }
}
