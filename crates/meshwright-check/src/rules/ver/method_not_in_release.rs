//! An install method that cannot make this cluster in its release.

use std::collections::BTreeSet;

use meshwright_catalog::{Feature, Known, first_with};
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::InstallMethod;

use crate::RuleContext;
use crate::models::ModelOfCluster;
use crate::repair::{fix, fix_named, set};
use crate::rule::declare_rule;

declare_rule! {
    /// An install method that the release lacks for this model.
    "VER118", "method-not-in-release", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let (resolved, method) = (cx.release(index), cluster.istio.install_method);
        let Some(model) = ModelOfCluster::of(cx.mesh, index) else {
            continue;
        };
        let Some(feature) = model.by(method) else {
            continue;
        };
        // What a release lacks by every method, another rule says.
        let release = resolved.release;
        let is_in_release = match model {
            ModelOfCluster::Primary | ModelOfCluster::Remote => true,
            ModelOfCluster::External => *release.external().config_cluster,
            ModelOfCluster::Ambient => release.support(Feature::AmbientMultiNetwork).is_there(),
        };
        if release.support(feature).is_there()
            || resolved.known == Known::OlderThanKnown
            || !is_in_release
        {
            continue;
        }
        let place = cx.istio_path(index, &["installMethod"]);
        if !said.insert((place.clone(), feature, resolved.release.minor())) {
            continue;
        }
        let first = first_with(feature).unwrap_or_default();
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    method = method,
                    model = model.as_str(),
                    version = resolved.release.minor(),
                    first = first,
                ],
            )
            .related(cluster.path().join("role"), "role");
        let istioctl = InstallMethod::Istioctl.as_str();
        let finding = fix(finding, Safety::Unsafe, vec![set(place, istioctl)]);
        let version = cx.istio_path(index, &["version"]);
        out.push(fix_named(
            finding,
            "fix-version",
            Safety::Unsafe,
            vec![set(version, first)],
        ));
    }
}
