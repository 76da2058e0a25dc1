//! Lists of small meshes, line by line.

mod faults;
mod planes;

use meshwright_diag::{Language, Words};
use meshwright_model::{Address, ClusterIndex, Exposure, LoadBalancer, Locality, Mesh, Traffic};

use super::{Prediction, Predictor, sample};
use crate::istiod::IstiodFacts;
use crate::testing::{A, B, C, gateway, mesh, primary, primary_with_gateway, two_networks};
use crate::{MeshGraph, WORDS};

/// The list of `caller` as `address:port weight`, and what is missing.
fn lines_with(mesh: &Mesh, caller: ClusterIndex, facts: IstiodFacts) -> Vec<String> {
    let graph = MeshGraph::build(mesh);
    let predictor = Predictor::new(mesh, &graph, |_| facts);
    let words = Words::new(Language::En, &[WORDS]);
    let list = only(predictor.lists(caller));
    let mut lines: Vec<String> = list
        .entries
        .iter()
        .map(|entry| {
            let host = words.say(&predictor.host_text(&entry.host));
            let text = words.say(&predictor.entry_text(&list, entry));
            assert!(!text.contains("{$") && !host.contains("{$"), "{text}");
            let ok = if entry.broken.is_none() {
                ""
            } else {
                " breaks"
            };
            format!("{host}:{} {}{ok}", entry.port, entry.weight)
        })
        .collect();
    lines.extend(
        list.missing
            .iter()
            .map(|missing| words.say(&predictor.missing_text(&list, missing))),
    );
    lines
}

fn lines(mesh: &Mesh, caller: ClusterIndex) -> Vec<String> {
    lines_with(mesh, caller, IstiodFacts::default())
}

fn only(mut lists: Vec<Prediction>) -> Prediction {
    assert_eq!(lists.len(), 1);
    lists.pop().expect("there is one")
}

#[test]
fn two_networks_send_the_own_pod_and_the_other_gateway() {
    let mut mesh = two_networks();
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 1", "address of west's gateway:15443 1"]
    );
    let gateway = mesh.clusters[1].gateway.as_mut().expect("it has one");
    gateway.addresses = ["203.0.113.41", "203.0.113.42"]
        .map(|address| Address::parse(address).expect("an address"))
        .to_vec();
    assert_eq!(
        lines(&mesh, A),
        [
            "pod of east:5000 2",
            "203.0.113.41:15443 1",
            "203.0.113.42:15443 1"
        ]
    );
}

#[test]
fn without_a_gateway_raw_pod_addresses_are_sent_and_lead_nowhere() {
    let mut mesh = two_networks();
    mesh.clusters[1].gateway = None;
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 1", "pod of west:5000 1 breaks"]
    );
    let graph = MeshGraph::build(&mesh);
    let predictor = Predictor::new(&mesh, &graph, |_| IstiodFacts::default());
    let list = only(predictor.lists(A));
    let words = Words::new(Language::En, &[WORDS]);
    assert_eq!(
        words.say(&predictor.entry_text(&list, &list.entries[1])),
        "raw pod address of `west` on another network, because no gateway is known: \
         network `net-2` has no east-west gateway"
    );
    assert!((list.share - 0.5).abs() < 1e-9);
}

#[test]
fn a_cluster_that_cannot_be_watched_is_missing_with_the_reason() {
    let mut mesh = two_networks();
    mesh.clusters[1].api_server.url = Some(crate::testing::url("https://127.0.0.1:6443"));
    assert_eq!(
        lines(&mesh, A),
        [
            "pod of east:5000 1",
            "nothing of `west`: the istiod of `east` cannot watch `west`: \
             `https://127.0.0.1:6443` means the pod's own machine",
        ]
    );
}

#[test]
fn node_ports_with_addresses_are_told_to_every_istiod() {
    let mut mesh = two_networks();
    let mut nodes = gateway(Exposure::NodePort);
    nodes.port = 31443;
    nodes.addresses = vec![Address::Ip([10, 20, 144, 82].into())];
    mesh.clusters[1].gateway = Some(nodes);
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 1", "10.20.144.82:31443 1"]
    );
}

#[test]
fn a_gateway_serves_the_clusters_of_its_network() {
    let mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 1),
        primary("north", 1),
    ]);
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 1", "address of west's gateway:15443 2"]
    );
    assert_eq!(
        lines(&mesh, C),
        [
            "pod of north:5000 1",
            "pod of west:5000 1",
            "address of east's gateway:15443 1",
        ]
    );
}

#[test]
fn failover_puts_other_clusters_second() {
    let mut mesh = two_networks();
    let mut service = sample(&mesh).expect("a service");
    service.traffic = Traffic::Failover;
    mesh.services = vec![service];
    mesh.clusters[0].locality = Some(Locality {
        region: "eu".to_owned(),
        zone: None,
        subzone: None,
    });
    let graph = MeshGraph::build(&mesh);
    let predictor = Predictor::new(&mesh, &graph, |_| IstiodFacts::default());
    let list = only(predictor.lists(A));
    // Groups stand by locality, the one without a name first.
    let told: Vec<(Option<ClusterIndex>, u32)> = list
        .entries
        .iter()
        .map(|it| (it.cluster, it.priority))
        .collect();
    assert_eq!(told, [(Some(B), 1), (Some(A), 0)]);
    mesh.services[0].traffic = Traffic::ClusterLocal;
    assert_eq!(
        lines(&mesh, A),
        [
            "pod of east:5000 1",
            "nothing of `west`: the service is cluster-local"
        ]
    );
}

#[test]
fn old_releases_have_no_host_names_for_gateways() {
    let mut mesh = two_networks();
    mesh.clusters[1].load_balancer = LoadBalancer::None;
    let gateway = mesh.clusters[1].gateway.as_mut().expect("it has one");
    gateway.addresses = vec![Address::Hostname("gw.example".to_owned())];
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 1", "gw.example:15443 1"]
    );
    let old = IstiodFacts::from_keys(|key| key != "resolves-hostnames");
    assert_eq!(
        lines_with(&mesh, A, old),
        ["pod of east:5000 1", "pod of west:5000 1 breaks"]
    );
}
