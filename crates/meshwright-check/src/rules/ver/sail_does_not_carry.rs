//! A version of Istio that the Sail operator does not install.

use std::collections::BTreeSet;

use meshwright_catalog::Known;
use meshwright_diag::{Finding, ModelPath, Safety, args};
use meshwright_model::InstallMethod;

use crate::RuleContext;
use crate::models::ModelOfCluster;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A version that the operator refuses.
    "VER120", "sail-does-not-carry", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A release in which Sail cannot make some cluster has to be another one, whatever its patch.
    let mut said: BTreeSet<ModelPath> = cx
        .mesh
        .clusters()
        .filter(|(index, cluster)| {
            let model = ModelOfCluster::of(cx.mesh, *index);
            let feature = model.and_then(|model| model.by(InstallMethod::Sail));
            let release = cx.release(*index).release;
            cluster.istio.install_method == InstallMethod::Sail
                && feature.is_some_and(|feature| !release.support(feature).is_there())
        })
        .map(|(index, _)| cx.istio_path(index, &["version"]))
        .collect();
    for (index, cluster) in cx.mesh.clusters() {
        let resolved = cx.release(index);
        if cluster.istio.install_method != InstallMethod::Sail
            || resolved.known == Known::OlderThanKnown
        {
            continue;
        }
        let carrier = resolved.release.sail();
        let (Some(newest), Some(operator)) = (carrier.versions.last(), carrier.operator.as_deref())
        else {
            continue;
        };
        if carrier.versions.contains(&resolved.version) {
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
                    version = resolved.version.as_str(),
                    operator = operator,
                    minor = resolved.release.minor(),
                    newest = newest,
                    versions = crate::context::few(carrier.versions.iter().map(String::as_str)),
                ],
            )
            .related(cx.istio_path(index, &["installMethod"]), "method");
        out.push(fix(
            finding,
            Safety::Unsafe,
            vec![set(place, newest.as_str())],
        ));
    }
}
