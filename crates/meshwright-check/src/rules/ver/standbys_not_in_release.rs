//! Standbys of a remote whose release knows one control plane only.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Standbys that the release does not know.
    "VER134", "standbys-not-in-release", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.standbys.is_empty() {
            continue;
        }
        let lacks = |of: &meshwright_model::ClusterIndex| {
            let resolved = cx.release(*of);
            let annotation = &resolved.release.primary().control_plane_clusters_annotation;
            annotation.is_none() && resolved.known != Known::OlderThanKnown
        };
        let Some(old) = [index]
            .into_iter()
            .chain(cx.mesh.leaders_of(index))
            .find(lacks)
        else {
            continue;
        };
        let place = cluster.path().join("standbyControlPlanes");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    other = &cx.mesh[old].name,
                    version = cx.release(old).release.minor(),
                    first = first_release(|resolved| {
                        let primary = resolved.release.primary();
                        primary.control_plane_clusters_annotation.is_some()
                    }),
                ],
            )
            .related(cx.istio_path(old, &["version"]), "release");
        out.push(fix(finding.at_key(), Safety::Unsafe, vec![remove(place)]));
    }
}
