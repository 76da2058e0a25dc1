//! A Kubernetes version that the Istio release does not support.

use std::collections::BTreeSet;

use meshwright_catalog::{Known, KubernetesSupport, releases, resolve};
use meshwright_diag::{Finding, ModelPath, Safety, Severity, args};
use meshwright_model::{IstioVersion, KubernetesVersion};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Kubernetes too old or too new for the Istio release.
    "VER101", "kube-version-unsupported", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let (Some(kubernetes), resolved) = (&cluster.kubernetes, cx.release(index)) else {
            continue;
        };
        // Of a release that nobody knows, nobody knows what it supports.
        match resolved.known {
            Known::Exact | Known::NewerPatch => {}
            Known::NewerThanKnown | Known::OlderThanKnown => continue,
        }
        let finding = |case: &str| {
            let supported: &[String] = &resolved.release.kubernetes().supported;
            RULE.finding(
                cluster.path().join("kubernetes"),
                args![
                    cluster = &cluster.name,
                    kubernetes = kubernetes,
                    istio = resolved.release.minor(),
                    oldest = supported.first().cloned().unwrap_or_default(),
                    newest = supported.last().cloned().unwrap_or_default(),
                ],
            )
            .case(case)
        };
        let finding = match resolved.release.kubernetes_support(kubernetes) {
            KubernetesSupport::Supported => continue,
            KubernetesSupport::Tested => finding("tested").severity(Severity::Warning),
            KubernetesSupport::TooOld => finding("too-old"),
            KubernetesSupport::TooNew => finding("too-new"),
        };
        out.push(match fitting_release(cx) {
            Some(minor) => {
                let places: BTreeSet<ModelPath> = cx
                    .mesh
                    .clusters()
                    .map(|(index, _)| cx.istio_path(index, &["version"]))
                    .collect();
                let edits = places.into_iter().map(|place| set(place, minor)).collect();
                fix(finding, Safety::Unsafe, edits)
            }
            None => finding,
        });
    }
}

/// The newest release that supports the Kubernetes versions of all clusters.
fn fitting_release(cx: &RuleContext<'_>) -> Option<&'static str> {
    let versions: BTreeSet<&KubernetesVersion> = cx
        .mesh
        .clusters
        .iter()
        .filter_map(|cluster| cluster.kubernetes.as_ref())
        .collect();
    releases()
        .filter(|minor| {
            IstioVersion::parse(minor).is_ok_and(|minor| {
                let release = resolve(&minor).release;
                versions.iter().all(|version| {
                    release.kubernetes_support(version) == KubernetesSupport::Supported
                })
            })
        })
        .last()
}
