//! Several primaries, each with a root of its own.

use meshwright_diag::{Finding, Safety, args, path};
use meshwright_model::{CaKind, ClusterIndex, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No common root.
    "TRU101", "trust-not-planned", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let signers: Vec<ClusterIndex> = cx
        .mesh
        .clusters()
        .filter(|(_, cluster)| matches!(cluster.role, Role::Primary | Role::External))
        .map(|(index, _)| index)
        .collect();
    if cx.mesh.ca.kind != CaKind::SelfSigned || signers.len() < 2 {
        return;
    }
    let place = path!("mesh", "ca", "kind");
    let finding = RULE.finding(
        place.clone(),
        args![count = signers.len(), clusters = cx.names(signers)],
    );
    let edits = vec![set(place, CaKind::PluggedIn.as_str())];
    out.push(fix(finding, Safety::Safe, edits));
}
