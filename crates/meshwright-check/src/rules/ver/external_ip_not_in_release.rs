//! An external control plane at an IP address, in a release that wants a host name.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, args};
use meshwright_model::{Address, Role};

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::releases::first_release;
use crate::rule::declare_rule;

declare_rule! {
    /// An IP address where the release needs a host name.
    "VER128", "external-ip-not-in-release", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let resolved = cx.release(index);
        if cluster.role != Role::External
            || *resolved.release.external().ip_mode
            || resolved.known == Known::OlderThanKnown
        {
            continue;
        }
        let Some((Address::Ip(ip), place)) = of_istiod(cluster) else {
            continue;
        };
        out.push(
            RULE.finding(
                place,
                args![
                    cluster = &cluster.name,
                    address = ip.to_string(),
                    version = resolved.release.minor(),
                    first = first_release(|resolved| *resolved.release.external().ip_mode),
                ],
            )
            .related(cx.istio_path(index, &["version"]), "release"),
        );
    }
}
