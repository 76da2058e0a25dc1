//! A cluster on somebody's machine without an address for its API server.
//!
//! The kubeconfig that kind and k3s write has a loopback address, which goes into remote secrets
//! unless the topology names another one.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Provider;

use crate::RuleContext;
use crate::repair::{container_api_url, fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// No address for the API server of a local cluster.
    "API105", "api-url-missing", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        if !matches!(cluster.provider, Provider::Kind | Provider::K3s)
            || cluster.api_server.url.is_some()
            || cx.watchers_of(index).next().is_none()
        {
            continue;
        }
        let place = cluster.path().join("apiServer").join("url");
        let finding = RULE.finding(
            cluster.path().join("provider"),
            args![
                cluster = &cluster.name,
                provider = cluster.provider,
                watchers = cx.names(cx.watchers_of(index)),
            ],
        );
        out.push(match container_api_url(cluster) {
            Some(url) => fix(finding, Safety::Unsafe, vec![set(place, url)]),
            None => finding,
        });
    }
}
