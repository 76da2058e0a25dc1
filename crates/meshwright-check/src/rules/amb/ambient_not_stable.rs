//! Ambient mode across networks, which Istio does not call stable.

use std::collections::BTreeSet;

use meshwright_catalog::{Feature, NEWEST, Support};
use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Ambient mode across networks is alpha or beta.
    "AMB106", "ambient-not-stable", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if !cx.is_multi_cluster() {
        return;
    }
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let resolved = cx.release(index);
        let support = resolved.release.support(Feature::AmbientMultiNetwork);
        let case = match support {
            Support::Alpha => "alpha",
            Support::Beta => "beta",
            Support::Absent | Support::Stable | Support::Removed => continue,
        };
        let place = cx.istio_path(index, &["version"]);
        let is_supported = cx.mesh.is_ambient(index) && cluster.role == Role::Primary;
        if !is_supported || !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    version = resolved.release.minor(),
                    beta = first_release(|resolved| {
                        resolved.release.support(Feature::AmbientMultiNetwork) == Support::Beta
                    }),
                    newest = NEWEST,
                ],
            )
            .case(case);
        out.push(if support == Support::Alpha {
            fix(finding, Safety::Unsafe, vec![set(place, NEWEST)])
        } else {
            finding.severity(Severity::Info)
        });
    }
}
