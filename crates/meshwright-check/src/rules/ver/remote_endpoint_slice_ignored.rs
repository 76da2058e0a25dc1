//! A remote on a cloud whose API servers may not find istiod for their webhooks.

use meshwright_catalog::facts::remote::IpBacking;
use meshwright_diag::{Finding, args};
use meshwright_model::{Provider, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A cloud that may ignore the EndpointSlice of istiod.
    "VER115", "remote-endpoint-slice-ignored", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        if !matches!(cluster.role, Role::Remote { .. })
            || !matches!(cluster.provider, Provider::Gke | Provider::Aks)
            || *cx.release(index).release.remote().ip_backing != IpBacking::EndpointSlice
        {
            continue;
        }
        out.push(RULE.finding(
            cluster.path().join("provider"),
            args![
                cluster = &cluster.name,
                provider = cluster.provider,
                version = cx.release(index).release.minor(),
            ],
        ));
    }
}
