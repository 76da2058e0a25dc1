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
    // Remotes of old releases have an istiod of their own, which signs for them.
    let is_signed_at_home = |index: ClusterIndex| {
        let is_remote = matches!(cx.mesh[index].role, Role::Remote { .. });
        is_remote
            && cx.mesh.external_of(index).is_none()
            && *cx.release(index).release.remote().needs_cacerts
    };
    let signers: Vec<ClusterIndex> = cx
        .mesh
        .clusters()
        .map(|(index, _)| index)
        .filter(|index| cx.runs_istiod(*index) || is_signed_at_home(*index))
        .collect();
    if cx.mesh.ca.kind != CaKind::SelfSigned || signers.len() < 2 {
        return;
    }
    let place = path!("mesh", "ca", "kind");
    let remote = signers
        .iter()
        .copied()
        .find(|index| is_signed_at_home(*index));
    let arguments = args![
        count = signers.len(),
        clusters = cx.names(signers),
        cluster = remote.map_or("", |index| cx.mesh[index].name.as_str()),
        version = remote.map_or("", |index| cx.release(index).release.minor()),
    ];
    let finding = RULE.finding(place.clone(), arguments);
    let finding = if remote.is_some() {
        finding.case("own-istiod")
    } else {
        finding
    };
    let edits = vec![set(place, CaKind::PluggedIn.as_str())];
    out.push(fix(finding, Safety::Safe, edits));
}
