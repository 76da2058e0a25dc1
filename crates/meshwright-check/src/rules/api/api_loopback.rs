//! An API server URL that means "this machine", given to other clusters.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Provider;

use crate::RuleContext;
use crate::repair::{container_api_url, fix, fix_named, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A loopback address for other clusters to call.
    "API101", "api-loopback", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(url) = cluster
            .api_server
            .url
            .as_ref()
            .filter(|url| url.is_loopback())
        else {
            continue;
        };
        if cx.watchers_of(index).next().is_none() {
            continue;
        }
        let place = cluster.path().join("apiServer").join("url");
        let finding = RULE.finding(
            place.clone(),
            args![
                cluster = &cluster.name,
                url = url,
                host = url.host(),
                port = url.port(),
                watchers = cx.names(cx.watchers_of(index)),
                context = cluster.context.as_str(),
            ],
        );
        out.push(match container_api_url(cluster) {
            Some(better) => fix_named(
                finding,
                "fix-container",
                Safety::Unsafe,
                vec![set(place, better)],
            ),
            // The kubeconfig of these has the same loopback address.
            None if matches!(cluster.provider, Provider::Kind | Provider::K3s) => finding,
            None => fix(finding, Safety::Unsafe, vec![remove(place)]),
        });
    }
}
