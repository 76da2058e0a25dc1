//! An Istio release, or a patch of one, that came after this release of Meshwright.

use std::collections::BTreeSet;

use meshwright_catalog::{Known, NEWEST};
use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::InstallMethod;

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
        let resolved = cx.release(index);
        let (newest, is_patch) = match resolved.known {
            Known::NewerThanKnown => (NEWEST, false),
            Known::NewerPatch => (resolved.release.newest_patch(), true),
            Known::Exact | Known::OlderThanKnown => continue,
        };
        // The operator refuses a patch that it does not know, which is more than unknown.
        if is_patch && cluster.istio.install_method == InstallMethod::Sail {
            continue;
        }
        let place = cx.istio_path(index, &["version"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(
            place.clone(),
            args![version = &cluster.istio.version, newest = newest],
        );
        let finding = if is_patch {
            finding.case("patch").severity(Severity::Info)
        } else {
            finding
        };
        out.push(fix(finding, Safety::Unsafe, vec![set(place, newest)]));
    }
}
