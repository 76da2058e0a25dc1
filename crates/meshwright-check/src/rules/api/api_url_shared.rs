//! Two clusters with one API server URL: one of them is not described.

use std::collections::BTreeMap;

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Cluster;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Two clusters with one API server URL.
    "API103", "api-url-shared", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut first_with: BTreeMap<(&str, u16), &Cluster> = BTreeMap::new();
    for (_, cluster) in cx.mesh.clusters() {
        // A loopback address is another machine for each reader, and has its own rule.
        let Some(url) = cluster
            .api_server
            .url
            .as_ref()
            .filter(|url| !url.is_loopback())
        else {
            continue;
        };
        let Some(other) = first_with.get(&(url.host(), url.port())) else {
            first_with.insert((url.host(), url.port()), cluster);
            continue;
        };
        let place = cluster.path().join("apiServer").join("url");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    other = &other.name,
                    url = url,
                    context = cluster.context.as_str(),
                ],
            )
            .related(other.path().join("apiServer").join("url"), "other");
        out.push(fix(finding, Safety::Unsafe, vec![remove(place)]));
    }
}
