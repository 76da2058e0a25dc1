//! So many primaries that each holds the keys to a great many clusters.

use meshwright_diag::{Finding, args, path};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A full mesh of a great many primaries.
    "SEC101", "many-remote-secrets", Warning, Advice, since "0.1.0"
}

/// From this many primaries on, one of them that is broken into is a matter for all.
const MANY: usize = 25;

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let n_primaries = cx.mesh.primaries().count();
    if n_primaries < MANY {
        return;
    }
    out.push(RULE.finding(
        path!("clusters"),
        args![
            count = n_primaries,
            secrets = n_primaries * (cx.mesh.clusters.len() - 1),
            each = cx.mesh.clusters.len() - 1,
        ],
    ));
}
