//! The profile for trying Istio out, in a mesh of several clusters.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// The demo profile in a mesh.
    "VER107", "demo-profile", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.primaries() {
        if cluster.istio.profile.as_str() != "demo" || !cx.is_multi_cluster() {
            continue;
        }
        let place = cx.istio_path(index, &["profile"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(place.clone(), args![cluster = &cluster.name]);
        out.push(fix(finding, Safety::Unsafe, vec![set(place, "default")]));
    }
}
