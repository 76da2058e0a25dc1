//! Clusters on one network between whose pods the wires forbid everything.

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::context::EntryList;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;
use crate::wires::blocked_pods;

declare_rule! {
    /// One network whose pods do not reach each other.
    "NET103", "single-network-not-routable", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for index in 0..cx.mesh.connectivity.len() {
        let Some((from, to)) = blocked_pods(cx, index) else {
            continue;
        };
        let (source, target) = (&cx.mesh[from], &cx.mesh[to]);
        let place = cx.entry_path(EntryList::Connectivity, index);
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    from = &source.name,
                    to = &target.name,
                    network = &cx.mesh[source.network].name,
                ],
            )
            .related(target.path().join("network"), "network");
        out.push(if cx.is_entry(&place) {
            fix(finding, Safety::Unsafe, vec![remove(place)])
        } else {
            finding
        });
    }
}
