//! An install method that works for this cluster, and that no guide of the release has.

use std::collections::BTreeSet;

use meshwright_catalog::Support;
use meshwright_diag::{Finding, args};

use crate::RuleContext;
use crate::models::ModelOfCluster;
use crate::rule::declare_rule;

declare_rule! {
    /// A method without a guide.
    "VER119", "method-not-documented", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let method = cluster.istio.install_method;
        // How stable ambient mode is, by whatever method, is another rule's business.
        let Some((model, feature)) = ModelOfCluster::of(cx.mesh, index)
            .filter(|model| *model != ModelOfCluster::Ambient)
            .and_then(|model| Some((model, model.by(method)?)))
        else {
            continue;
        };
        let release = cx.release(index).release;
        let place = cx.istio_path(index, &["installMethod"]);
        if release.support(feature) != Support::Beta
            || !said.insert((place.clone(), feature, release.minor()))
        {
            continue;
        }
        out.push(RULE.finding(
            place,
            args![
                cluster = &cluster.name,
                model = model.as_str(),
                method = method,
                version = release.minor(),
            ],
        ));
    }
}
