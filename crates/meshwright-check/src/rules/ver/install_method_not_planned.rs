//! An install method for which there is no plan.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::InstallMethod;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No plan for this install method.
    "VER105", "install-method-not-planned", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.istio.install_method == InstallMethod::Istioctl {
            continue;
        }
        let place = cx.istio_path(index, &["installMethod"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(place.clone(), args![method = cluster.istio.install_method]);
        let edits = vec![set(place, InstallMethod::Istioctl.as_str())];
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
