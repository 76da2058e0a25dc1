//! A release that runs on OpenShift with rights that only an administrator can give.

use meshwright_diag::{Finding, args};
use meshwright_model::Provider;

use crate::RuleContext;
use crate::releases::first_release;
use crate::rule::declare_rule;

declare_rule! {
    /// Pods that OpenShift refuses unless an administrator allows their user.
    "VER142", "openshift-needs-rights", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let resolved = cx.release(index);
        let facts = resolved.release.openshift();
        if cluster.provider != Provider::Openshift || *facts.leaves_user_to_platform {
            continue;
        }
        let finding = RULE.finding(
            cluster.path().join("provider"),
            args![
                cluster = &cluster.name,
                version = resolved.release.minor(),
                context = cluster.context.as_str(),
                namespace = if cx.mesh.external_of(index).is_some() {
                    "external-istiod"
                } else {
                    "istio-system"
                },
                first = first_release(|resolved| {
                    *resolved.release.openshift().leaves_user_to_platform
                }),
            ],
        );
        out.push(if *facts.attachment_in_every_namespace {
            finding.case("attachments")
        } else {
            finding
        });
    }
}
