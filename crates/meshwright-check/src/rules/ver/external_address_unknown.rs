//! An external control plane without a host name, in a release that cannot do without.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::releases::first_release;
use crate::rule::declare_rule;

declare_rule! {
    /// An external istiod without a host name.
    "VER126", "external-address-unknown", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let (resolved, external) = (cx.release(index), cx.release(index).release.external());
        // A release without a config cluster lacks more than that.
        if cluster.role != Role::External
            || of_istiod(cluster).is_some()
            || *external.ip_mode
            || !*external.config_cluster
            || resolved.known == Known::OlderThanKnown
        {
            continue;
        }
        let remotes: Vec<_> = cx
            .mesh
            .remotes_of(index)
            .map(|(remote, _)| remote)
            .collect();
        let Some(&first) = remotes.first() else {
            continue;
        };
        out.push(
            RULE.finding(
                cluster.path(),
                args![
                    cluster = &cluster.name,
                    remotes = cx.names(remotes),
                    version = resolved.release.minor(),
                    first = first_release(|resolved| *resolved.release.external().ip_mode),
                ],
            )
            .related(cx.mesh[first].path().join("controlPlane"), "remote"),
        );
    }
}
