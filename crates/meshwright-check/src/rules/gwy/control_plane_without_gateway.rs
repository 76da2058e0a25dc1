//! A primary with remotes and without an east-west gateway to reach its istiod through.

use meshwright_diag::{Finding, args};

use crate::RuleContext;
use crate::repair::{fix, new_gateway};
use crate::rule::declare_rule;

declare_rule! {
    /// A control plane that its remotes cannot reach.
    "GWY106", "control-plane-without-gateway", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.serving_primaries() {
        if cluster.gateway.is_some() {
            continue;
        }
        let remotes = cx.remotes_of(index);
        let mut finding = RULE.finding(
            cluster.path(),
            args![
                cluster = &cluster.name,
                remotes = cx.names(remotes.iter().copied()),
                count = remotes.len(),
            ],
        );
        if let Some(first) = remotes.first() {
            finding = finding.related(cx.mesh[*first].path().join("controlPlane"), "remote");
        }
        let (safety, edits) = new_gateway(cluster);
        out.push(fix(finding, safety, edits));
    }
}
