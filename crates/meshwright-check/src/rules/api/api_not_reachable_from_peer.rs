//! An API server that is closed to a primary which has to watch it.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{ClusterIndex, End, NetworkIndex, ReachableFrom};

use crate::RuleContext;
use crate::context::few;
use crate::repair::{append, fix};
use crate::rule::declare_rule;

declare_rule! {
    /// An API server closed to a primary.
    "API102", "api-not-reachable-from-peer", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let ReachableFrom::Only(ends) = &cluster.api_server.reachable_from else {
            continue;
        };
        let named: BTreeSet<End> = ends.iter().copied().collect();
        let shut_out: Vec<ClusterIndex> = cx
            .watchers_of(index)
            .filter(|watcher| {
                !named.contains(&End::Cluster(*watcher))
                    && !named.contains(&End::Network(cx.mesh[*watcher].network))
            })
            .collect();
        let Some(&first) = shut_out.first() else {
            continue;
        };
        let place = cluster.path().join("apiServer").join("reachableFrom");
        let networks: BTreeSet<NetworkIndex> = shut_out
            .iter()
            .map(|watcher| cx.mesh[*watcher].network)
            .collect();
        let edits = networks
            .iter()
            .map(|network| append(place.clone(), cx.mesh[*network].name.as_str()))
            .collect();
        let finding = RULE
            .finding(
                place,
                args![
                    cluster = &cluster.name,
                    count = shut_out.len(),
                    watchers = cx.names(shut_out.iter().copied()),
                    networks = few(networks
                        .iter()
                        .map(|network| cx.mesh[*network].name.as_str())),
                ],
            )
            .related(cx.mesh[first].path(), "watcher");
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
