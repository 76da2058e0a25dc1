//! Situations seen on real meshes: the model says what was seen there.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads its situations from files"
)]

mod registries;
mod state;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use meshwright_graph::istiod::discover::kept;
use meshwright_graph::istiod::sight::ClusterState;
use meshwright_graph::istiod::{Policy, Proxy, Request};

use state::{HOST, State, istiod};

/// Reads one of the files beside this one.
pub(crate) fn file<T: DeserializeOwned>(name: &str) -> T {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/situations");
    let text = std::fs::read_to_string(folder.join(name)).expect("the file is there");
    serde_yaml::from_str(&text).expect("the file is as its head says")
}

#[derive(Deserialize)]
struct Situations {
    base: Mapping,
    situations: Vec<Situation>,
}

#[derive(Deserialize)]
struct Situation {
    name: String,
    from: Option<String>,
    #[serde(default)]
    istiod: Mapping,
    #[serde(default)]
    cluster1: Mapping,
    #[serde(default)]
    cluster2: Mapping,
    cluster3: Option<Mapping>,
    before: Option<Mapping>,
    expect: Vec<String>,
}

/// The part of the base, with what the situation says of it on top.
fn part<T: DeserializeOwned>(base: &Mapping, name: &str, change: &Mapping) -> T {
    let mut whole = base
        .get(name)
        .and_then(Value::as_mapping)
        .cloned()
        .unwrap_or_default();
    for (key, value) in change {
        whole.insert(key.clone(), value.clone());
    }
    serde_yaml::from_value(Value::Mapping(whole)).expect("the file is as its head says")
}

fn entries(base: &Mapping, situation: &Situation) -> Vec<String> {
    let from = situation.from.as_deref().unwrap_or("cluster1");
    let cluster = |name: &str, change: &Mapping| -> ClusterState {
        part::<State>(base, name, change).cluster(name)
    };
    let mut clusters = vec![
        cluster("cluster1", &situation.cluster1),
        cluster("cluster2", &situation.cluster2),
    ];
    clusters.extend(
        situation
            .cluster3
            .iter()
            .map(|state| cluster("cluster3", state)),
    );
    let istiod = istiod(from, &part(base, "istiod", &situation.istiod));
    let mut sight = istiod.read(&clusters);
    if let Some(before) = &situation.before {
        let earlier = istiod.read(&[clusters[0].clone(), cluster("cluster2", before)]);
        let of_cluster2 = |gateways: &std::collections::BTreeSet<_>| {
            let of = |gateway: &&meshwright_graph::istiod::Gateway| gateway.cluster == "cluster2";
            gateways.iter().filter(of).cloned().collect::<Vec<_>>()
        };
        let stays = kept(
            of_cluster2(&earlier.pilot.gateways),
            of_cluster2(&sight.pilot.gateways),
            false,
        );
        sight.pilot.gateways.extend(stays);
    }
    let service = sight.port(HOST, 5000).ok();
    let proxy = Proxy {
        cluster: from.to_owned(),
        network: from.replace("cluster", "network"),
        ..Proxy::default()
    };
    let assignment = sight.pilot.assign(
        &Request {
            proxy: &proxy,
            service: service.as_ref(),
            subset: &std::collections::BTreeMap::new(),
            policy: Policy::default(),
            is_sni_dnat: false,
        },
        sight.endpoints(HOST),
    );
    let mut told = Vec::new();
    for group in &assignment.groups {
        for entry in &group.entries {
            let (_, address) = entry.host.order();
            let entry = format!(
                "{address}:{} {} {}",
                entry.port, entry.weight, group.locality
            );
            told.push(entry.trim_end().to_owned());
        }
    }
    told
}

#[test]
fn endpoints_are_those_that_real_meshes_were_sent() {
    let file: Situations = file("endpoints.yaml");
    assert!(file.situations.len() >= 23, "{}", file.situations.len());
    for situation in &file.situations {
        let told = entries(&file.base, situation);
        assert_eq!(told, situation.expect, "{}", situation.name);
    }
}
