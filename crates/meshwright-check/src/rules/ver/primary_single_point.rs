//! Several remotes that all depend on the one control plane of the mesh.

use meshwright_diag::{Finding, args};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// One control plane for everybody.
    "VER114", "primary-single-point", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut primaries = cx.mesh.primaries();
    let (Some((index, primary)), None) = (primaries.next(), primaries.next()) else {
        return;
    };
    let remotes = cx.remotes_of(index);
    if remotes.len() > 1 && cx.is_complete() {
        out.push(RULE.finding(
            primary.path(),
            args![
                cluster = &primary.name,
                count = remotes.len(),
                remotes = cx.names(remotes.iter().copied()),
            ],
        ));
    }
}
