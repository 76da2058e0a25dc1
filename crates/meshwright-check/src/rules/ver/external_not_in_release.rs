//! An external control plane in a release whose istiod cannot read its configuration elsewhere.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No external control plane with a config cluster in this release.
    "VER125", "external-not-in-release", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let resolved = cx.release(index);
        if cluster.role != Role::External
            || *resolved.release.external().config_cluster
            || resolved.known == Known::OlderThanKnown
        {
            continue;
        }
        let first = first_release(|resolved| *resolved.release.external().config_cluster);
        let finding = RULE
            .finding(
                cluster.path().join("role"),
                args![
                    cluster = &cluster.name,
                    version = resolved.release.minor(),
                    first = first,
                ],
            )
            .related(cx.istio_path(index, &["version"]), "release");
        let mut places: Vec<_> = [index]
            .into_iter()
            .chain(cx.mesh.remotes_of(index).map(|(remote, _)| remote))
            .map(|cluster| cx.istio_path(cluster, &["version"]))
            .collect();
        places.sort();
        places.dedup();
        let edits = places.into_iter().map(|place| set(place, first)).collect();
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
