//! A gateway inside one cloud that peers in another one have to reach.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{ClusterIndex, Exposure, LoadBalancer, Provider, Role, Scope};
use serde_json::json;

use crate::RuleContext;
use crate::repair::{append, fix, fix_named, remove};
use crate::rule::declare_rule;
use crate::wires::is_decided;

declare_rule! {
    /// An internal load balancer with callers outside of its cloud.
    "GWY121", "internal-gateway-elsewhere", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        // Where no cloud makes an internal load balancer, another rule says so.
        let is_internal = gateway.scope == Scope::Internal
            && gateway.exposure == Exposure::LoadBalancer
            && cluster.load_balancer == LoadBalancer::Cloud
            && matches!(
                cluster.provider,
                Provider::Eks | Provider::Gke | Provider::Aks
            );
        if !is_internal {
            continue;
        }
        let strangers: Vec<ClusterIndex> = cx
            .mesh
            .clusters()
            .filter(|(peer, other)| {
                *peer != index
                    && other.provider != cluster.provider
                    && calls(cx, *peer, index)
                    && !is_decided(cx.mesh, *peer, index, gateway.port)
            })
            .map(|(peer, _)| peer)
            .collect();
        let Some(&first) = strangers.first() else {
            continue;
        };
        let scope = cluster.path().join("eastWestGateway").join("scope");
        let finding = RULE
            .finding(
                scope.clone(),
                args![
                    cluster = &cluster.name,
                    provider = cluster.provider,
                    peer = &cx.mesh[first].name,
                    peers = cx.names(strangers.iter().copied()),
                ],
            )
            .related(cx.mesh[first].path(), "peer");
        let finding = fix(finding, Safety::Unsafe, vec![remove(scope)]);
        let connected = strangers
            .iter()
            .map(|peer| {
                append(
                    meshwright_diag::path!("connectivity"),
                    json!({
                        "from": cx.mesh[*peer].name.as_str(),
                        "to": cluster.name.as_str(),
                        "allow": true,
                        "reason": "connected by a private link",
                    }),
                )
            })
            .collect();
        out.push(fix_named(
            finding,
            "fix-connected",
            Safety::Unsafe,
            connected,
        ));
    }
}

/// Whether proxies of `peer` connect to the gateway of `cluster`: for pods behind it, or for the
/// istiod that serves them.
fn calls(cx: &RuleContext<'_>, peer: ClusterIndex, cluster: ClusterIndex) -> bool {
    let has_proxies = cx.mesh[peer].role != Role::External;
    let for_pods = cx.mesh[cluster].role != Role::External
        && cx.mesh[peer].network != cx.mesh[cluster].network;
    has_proxies && (for_pods || cx.remotes_of(cluster).contains(&peer))
}
