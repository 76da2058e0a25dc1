//! Requests of the sample client, and who answers them.

use super::State;
use super::kubectl::kind;
use super::rights::{allow, allow_resource};
use super::store::Cluster;
use super::words::Asked;

/// A request from the sample client.
pub(super) fn exec(
    state: &mut State,
    cluster: &Cluster,
    asked: &Asked<'_>,
) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    allow(state, cluster, "get", &kind("deployments.apps"), namespace)?;
    for (verb, resource) in [("list", "pods"), ("get", "pods"), ("create", "pods/exec")] {
        allow_resource(state, cluster, verb, ("", resource), namespace)?;
    }
    let url = asked.plain.last().copied().unwrap_or_default();
    let service = url
        .trim_start_matches("http://")
        .split('.')
        .next()
        .unwrap_or_default();
    let named = service.strip_prefix("in-").unwrap_or(&cluster.name);
    let serves = |other: &Cluster| {
        let kind = kind("deployments.apps");
        other
            .list(kind, "sample")
            .any(|object| object.value["metadata"]["name"] != "curl")
    };
    let others = state.clusters.values();
    let knows = |name: &str| {
        name == cluster.name
            || state.clusters.values().chain([cluster]).any(|it| {
                let secret = format!("istio-remote-secret-{name}");
                let own = it.name == name && it.objects.keys().any(|key| key.contains("/istiod"));
                own || it.objects.keys().any(|key| key.ends_with(&secret))
            })
    };
    let target = others.chain([cluster]).find(|other| other.name == named);
    let is_spread = url.contains("[1-20]") && service == "helloworld";
    if is_spread {
        let all = state.clusters.values().chain([cluster]);
        let answering: Vec<&str> = all
            .filter(|it| serves(it) && knows(&it.name))
            .map(|it| it.name.as_str())
            .collect();
        let answers = (0..20).map(|number| {
            let name = answering
                .get(number % answering.len().max(1))
                .unwrap_or(&"nobody");
            format!("Hello version: {name}, instance: a\n")
        });
        return Ok(answers.collect());
    }
    match target {
        Some(other) if serves(other) && knows(named) => {
            let n_answers = if url.contains("[1-20]") { 20 } else { 1 };
            Ok(format!("Hello version: {named}, instance: a\n").repeat(n_answers))
        }
        _ => Err("upstream connect error or disconnect/reset before headers".to_owned()),
    }
}
