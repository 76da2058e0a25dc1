//! A gateway that is to stay inside a cloud, where nobody can be told so.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Exposure, LoadBalancer, Provider, Scope};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// An internal load balancer that nobody makes.
    "GWY120", "scope-ignored", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        let is_cloud = matches!(
            cluster.provider,
            Provider::Eks | Provider::Gke | Provider::Aks
        );
        let has_load_balancer = gateway.exposure == Exposure::LoadBalancer
            && cluster.load_balancer == LoadBalancer::Cloud;
        let case = match (gateway.scope, has_load_balancer, is_cloud) {
            (Scope::Public, _, _) | (Scope::Internal, true, true) => continue,
            (Scope::Internal, true, false) => "provider",
            (Scope::Internal, false, _) => "no-cloud",
        };
        let place = cluster.path().join("eastWestGateway").join("scope");
        let finding = RULE
            .finding(
                place.clone(),
                args![cluster = &cluster.name, provider = cluster.provider],
            )
            .case(case);
        out.push(fix(finding, Safety::Unsafe, vec![remove(place)]));
    }
}
