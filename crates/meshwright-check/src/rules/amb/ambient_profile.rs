//! An installation profile that is not for ambient mode.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A profile that has no ambient data plane.
    "AMB111", "ambient-profile", Warning, Advice, since "0.1.0"
}

/// `default` is what a topology has that names none; the last one is `ambient` with what the
/// plan says of OpenShift by itself.
const AMBIENT: [&str; 3] = ["default", "ambient", "openshift-ambient"];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.primaries() {
        let profile = cluster.istio.profile.as_str();
        if !cx.mesh.is_ambient(index) || AMBIENT.contains(&profile) {
            continue;
        }
        let place = cx.istio_path(index, &["profile"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(
            place.clone(),
            args![cluster = &cluster.name, profile = profile],
        );
        out.push(fix(finding, Safety::Unsafe, vec![set(place, "ambient")]));
    }
}
