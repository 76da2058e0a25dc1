//! Clusters with the same release of Istio and images from different places.

use std::collections::BTreeMap;

use meshwright_diag::{Arg, Finding, Safety, args, text};
use meshwright_model::Cluster;

use crate::RuleContext;
use crate::repair::{fix, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Images from different places.
    "VER109", "image-source-differs", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut first_with: BTreeMap<&str, &Cluster> = BTreeMap::new();
    for (index, cluster) in cx.mesh.clusters() {
        let version = cx.release(index).version.as_str();
        let first = *first_with.entry(version).or_insert(cluster);
        let key = if first.istio.hub != cluster.istio.hub {
            "hub"
        } else if first.istio.tag != cluster.istio.tag {
            "tag"
        } else {
            continue;
        };
        let (own, usual) = match key {
            "hub" => (&cluster.istio.hub, &first.istio.hub),
            _ => (&cluster.istio.tag, &first.istio.tag),
        };
        let place = cluster.path().join("istio").join(key);
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    other = &first.name,
                    key = key,
                    own = shown(own.as_ref()),
                    usual = shown(usual.as_ref()),
                ],
            )
            .related(first.path(), "other");
        let edit = match usual {
            Some(usual) => set(place, usual.as_str()),
            None => remove(place),
        };
        out.push(fix(finding, Safety::Unsafe, vec![edit]));
    }
}

fn shown(written: Option<&String>) -> Arg {
    written.map_or_else(|| Arg::from(text!("release-default")), Arg::from)
}
