//! An Istio release that came after this release of Meshwright.

use std::collections::BTreeSet;

use meshwright_catalog::{Known, NEWEST};
use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// An Istio release that came later.
    "VER103", "unknown-release", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        if cx.release(index).known != Known::NewerThanKnown {
            continue;
        }
        let place = cx.istio_path(index, &["version"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(
            place.clone(),
            args![version = &cluster.istio.version, newest = NEWEST],
        );
        out.push(fix(finding, Safety::Unsafe, vec![set(place, NEWEST)]));
    }
}
