//! An Istio release older than those that can be planned.

use std::collections::BTreeSet;

use meshwright_catalog::{Known, NEWEST, OLDEST};
use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No plan for so old an Istio release.
    "VER117", "release-not-planned", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        if cx.release(index).known != Known::OlderThanKnown {
            continue;
        }
        let place = cx.istio_path(index, &["version"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(
            place.clone(),
            args![
                version = &cluster.istio.version,
                oldest = OLDEST,
                newest = NEWEST,
            ],
        );
        out.push(fix(finding, Safety::Unsafe, vec![set(place, NEWEST)]));
    }
}
