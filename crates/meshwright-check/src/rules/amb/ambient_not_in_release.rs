//! Ambient mode in a release that cannot span clusters with it.

use std::collections::BTreeSet;

use meshwright_catalog::{Feature, Known, NEWEST, first_with};
use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No ambient mode in this release.
    "AMB105", "ambient-not-in-release", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let resolved = cx.release(index);
        if !cx.mesh.is_ambient(index)
            || resolved.known == Known::OlderThanKnown
            || resolved
                .release
                .support(Feature::AmbientMultiNetwork)
                .is_there()
        {
            continue;
        }
        let place = cx.istio_path(index, &["version"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    version = resolved.release.minor(),
                    first = first_with(Feature::AmbientMultiNetwork).unwrap_or(NEWEST),
                    newest = NEWEST,
                ],
            )
            .related(cx.istio_path(index, &["dataPlane"]), "ambient");
        let finding = if cx.is_multi_cluster() {
            finding
        } else {
            finding.case("single")
        };
        out.push(fix(finding, Safety::Unsafe, vec![set(place, NEWEST)]));
    }
}
