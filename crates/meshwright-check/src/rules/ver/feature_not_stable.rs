//! A model or an install method that the release does not call stable.

use std::collections::BTreeSet;

use meshwright_catalog::{Feature, Support};
use meshwright_diag::{Finding, ModelPath, Severity, args};
use meshwright_model::{InstallMethod, Role};

use crate::RuleContext;
use crate::models::ModelOfCluster;
use crate::releases::first_release;
use crate::rule::declare_rule;

declare_rule! {
    /// Something that the release calls alpha, or has no guide for.
    "VER119", "feature-not-stable", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        let version = cx.release(index).release.minor();
        if let Some((feature, place, method)) = used(cx, index) {
            let support = cx.release(index).release.support(feature);
            let case = match support {
                Support::Alpha => "alpha",
                Support::Beta => "beta",
                Support::Absent | Support::Stable | Support::Removed => continue,
            };
            if !said.insert((place.clone(), feature, version)) {
                continue;
            }
            let finding = RULE
                .finding(
                    place,
                    args![
                        cluster = &cluster.name,
                        model =
                            ModelOfCluster::of(cx.mesh, index).map_or("", ModelOfCluster::as_str),
                        method = method,
                        version = version,
                        stable = first_release(|resolved| {
                            resolved.release.support(feature) == Support::Stable
                        }),
                    ],
                )
                .case(case);
            out.push(if support == Support::Beta {
                finding.severity(Severity::Info)
            } else {
                finding
            });
        }
    }
}

/// The feature that a cluster rests on, where it is asked for, and by which method.
///
/// How stable ambient mode is, by whatever method, is another rule's business.
fn used(
    cx: &RuleContext<'_>,
    index: meshwright_model::ClusterIndex,
) -> Option<(Feature, ModelPath, InstallMethod)> {
    let cluster = &cx.mesh[index];
    let method = cluster.istio.install_method;
    let model = ModelOfCluster::of(cx.mesh, index)?;
    if model == ModelOfCluster::Ambient {
        return None;
    }
    if let Some(feature) = model.by(method) {
        return Some((feature, cx.istio_path(index, &["installMethod"]), method));
    }
    (cluster.role == Role::External).then(|| {
        let place = cluster.path().join("role");
        (Feature::ExternalControlPlane, place, method)
    })
}
