//! A remote on a cloud whose API servers may not find istiod for their webhooks.

use meshwright_catalog::facts::remote::IpBacking;
use meshwright_diag::{Finding, args};
use meshwright_model::{Address, ClusterIndex, Provider, Role};

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::rule::declare_rule;

declare_rule! {
    /// A cloud that may ignore the EndpointSlice of istiod.
    "VER115", "remote-endpoint-slice-ignored", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        if !matches!(cluster.role, Role::Remote { .. })
            || is_found_by_url(cx, index)
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

/// Whether webhooks of a remote name istiod by a URL: that of a host name.
fn is_found_by_url(cx: &RuleContext<'_>, remote: ClusterIndex) -> bool {
    cx.mesh
        .control_plane_of(remote)
        .is_some_and(|control_plane| {
            let address = of_istiod(&cx.mesh[control_plane]);
            matches!(address, Some((Address::Hostname(_), _)))
        })
}
