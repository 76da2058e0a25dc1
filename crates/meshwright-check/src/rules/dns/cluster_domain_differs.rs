//! A cluster whose Services are in another DNS domain than those of the others.

use std::collections::BTreeMap;

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Clusters with different DNS domains.
    "DNS102", "cluster-domain-differs", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for cluster in &cx.mesh.clusters {
        *counts.entry(cluster.cluster_domain.as_str()).or_default() += 1;
    }
    if counts.len() < 2 {
        return;
    }
    // Of equally common domains, the first in the document is the usual one.
    let most = counts.values().copied().max().unwrap_or(0);
    let Some(usual) = cx
        .mesh
        .clusters
        .iter()
        .find(|cluster| counts.get(cluster.cluster_domain.as_str()) == Some(&most))
    else {
        return;
    };
    for (_, cluster) in cx.mesh.clusters() {
        if cluster.cluster_domain == usual.cluster_domain {
            continue;
        }
        let place = cluster.path().join("clusterDomain");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    domain = &cluster.cluster_domain,
                    usual = &usual.cluster_domain,
                    other = &usual.name,
                ],
            )
            .related(usual.path().join("clusterDomain"), "usual");
        out.push(fix(
            finding,
            Safety::Unsafe,
            vec![set(place, usual.cluster_domain.as_str())],
        ));
    }
}
