//! Certificates from cert-manager, for which there is no plan.

use meshwright_diag::{Finding, Safety, args, path};
use meshwright_model::CaKind;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No plan for cert-manager.
    "TRU103", "cert-manager-not-planned", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if cx.mesh.ca.kind != CaKind::CertManager {
        return;
    }
    let place = path!("mesh", "ca", "kind");
    let finding = RULE.finding(place.clone(), args![]);
    let edits = vec![set(place, CaKind::PluggedIn.as_str())];
    out.push(fix(finding, Safety::Unsafe, edits));
}
