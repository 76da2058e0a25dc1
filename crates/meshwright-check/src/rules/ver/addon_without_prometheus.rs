//! An addon that reads from Prometheus, where there is none.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Addon;

use crate::RuleContext;
use crate::repair::{append, fix};
use crate::rule::declare_rule;

declare_rule! {
    /// An addon with nothing to show.
    "VER139", "addon-without-prometheus", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let addons = &cluster.istio.addons;
        let reader = addons
            .iter()
            .copied()
            .find(|addon| matches!(addon, Addon::Grafana | Addon::Kiali));
        let Some(reader) = reader.filter(|_| !addons.contains(&Addon::Prometheus)) else {
            continue;
        };
        let place = cx.istio_path(index, &["addons"]);
        if !said.insert(place.clone()) {
            continue;
        }
        let finding = RULE.finding(
            place.clone(),
            args![cluster = &cluster.name, addon = reader],
        );
        let edits = vec![append(place, Addon::Prometheus.as_str())];
        out.push(fix(finding, Safety::Safe, edits));
    }
}
