//! Jaeger and Zipkin in one cluster, whose samples have Services of the same names.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, Value, args};
use meshwright_model::Addon;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Two addons for one Service.
    "VER138", "two-tracers", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let addons = &cluster.istio.addons;
        if !addons.contains(&Addon::Jaeger) || !addons.contains(&Addon::Zipkin) {
            continue;
        }
        let place = cx.istio_path(index, &["addons"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let rest: Value = addons
            .iter()
            .filter(|addon| **addon != Addon::Zipkin)
            .map(|addon| Value::from(addon.as_str()))
            .collect();
        let finding = RULE.finding(place.clone(), args![cluster = &cluster.name]);
        out.push(fix(finding, Safety::Unsafe, vec![set(place, rest)]));
    }
}
