//! Answers for groups of callers are those of each caller's own list.

use std::collections::BTreeMap;

use meshwright_diag::{Language, Words};
use meshwright_graph::MeshGraph;
use meshwright_model::{ClusterIndex, Mesh, read};
use meshwright_plan::plan;

use super::{Listed, Predictions, Told, Who};
use crate::{RenderInput, WORDS, workloads};

fn with<T>(clusters: &str, rest: &str, ask: impl FnOnce(&Mesh, &Predictions<'_>) -> T) -> T {
    let text = format!(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n\
         {rest}clusters:\n{clusters}"
    );
    let topology = read(&text).topology.expect("the test's topology is one");
    let (mesh, _) = topology.resolve();
    let graph = MeshGraph::build(&mesh);
    let plan = plan(&mesh, &graph, &[]);
    let words = Words::new(Language::En, &[WORDS]);
    let input = RenderInput {
        mesh: &mesh,
        graph: &graph,
        plan: &plan,
        words: &words,
        topology: &text,
        digest: "",
        version: "",
    };
    ask(&mesh, &Predictions::new(&input))
}

/// For each ordered pair what is told of it, from the answers for groups of callers.
fn by_pair(mesh: &Mesh, predictions: &Predictions<'_>) -> BTreeMap<(usize, usize), Told> {
    let mut told = BTreeMap::new();
    for (to, called) in mesh.clusters() {
        if !workloads::has_workloads(called) {
            continue;
        }
        for callers in predictions.callers(to) {
            let all = mesh.clusters().map(|(index, _)| index);
            let is_one = |it: &ClusterIndex| match &callers.who {
                Who::These { networks, clusters } => {
                    networks.contains(&mesh[*it].network) || clusters.contains(it)
                }
                Who::AllBut(network) => mesh[*it].network != *network,
            };
            let ones = all.filter(is_one).filter(|it| *it != to);
            for from in ones.filter(|it| workloads::has_workloads(&mesh[*it])) {
                let known = told.insert((from.0, to.0), callers.told.clone());
                assert_eq!(known, None, "{from:?} calls {to:?} twice");
            }
        }
    }
    told
}

/// The same, each from the list of its own caller.
fn by_list(mesh: &Mesh, predictions: &Predictions<'_>) -> BTreeMap<(usize, usize), Told> {
    let mut told = BTreeMap::new();
    for (from, _) in mesh.clusters() {
        let Some(list) = predictions.list(from) else {
            continue;
        };
        let listed = Listed::of(list);
        for (to, called) in mesh.clusters() {
            if from != to && workloads::has_workloads(called) {
                told.insert((from.0, to.0), predictions.of_list(&listed, to));
            }
        }
    }
    told
}

const MESHES: [(&str, &str); 8] = [
    ("  - {name: one}\n", ""),
    (
        "  - {name: one, network: n1, eastWestGateway: {addresses: [192.0.2.1]}}\n  \
           - {name: two, network: n2, eastWestGateway: {}}\n",
        "",
    ),
    // Networks with one gateway, with two, and without one.
    (
        "  - {name: a1, network: a, eastWestGateway: {}}\n  - {name: a2, network: a}\n  \
           - {name: b1, network: b, eastWestGateway: {addresses: [192.0.2.1, 192.0.2.2]}}\n  \
           - {name: b2, network: b, eastWestGateway: {}}\n  - {name: b3, network: b}\n  \
           - {name: c1, network: c}\n",
        "",
    ),
    // A remote, and an API server that one primary does not reach.
    (
        "  - {name: hub, network: n1, eastWestGateway: {}}\n  \
           - {name: far, network: n2, role: remote, controlPlane: hub, eastWestGateway: {}}\n  \
           - {name: near, network: n1, role: remote, controlPlane: hub}\n  \
           - {name: west, network: n3, eastWestGateway: {}, \
              apiServer: {reachableFrom: [n3]}}\n",
        "",
    ),
    // Wires that forbid one network another, and one cluster a neighbour.
    (
        "  - {name: a1, network: a, eastWestGateway: {}}\n  \
           - {name: a2, network: a, eastWestGateway: {}}\n  \
           - {name: b1, network: b, eastWestGateway: {}}\n  \
           - {name: b2, network: b, eastWestGateway: {}}\n  \
           - {name: c1, network: c, eastWestGateway: {}}\n",
        "connectivity:\n  - {from: a, to: b, allow: false}\n  \
           - {from: b1, to: b2, allow: false}\n",
    ),
    // Six networks, so that others are named by the one they are not; node ports that istiods
    // are told of, host names, IPv6.
    (
        "  - {name: c1, network: n1, eastWestGateway: {}}\n  \
           - {name: c2, network: n2, eastWestGateway: {addresses: [lb.example.com]}}\n  \
           - {name: c3, network: n3, eastWestGateway: {exposure: node-port, port: 31443, \
              addresses: [192.0.2.3]}}\n  \
           - {name: c4, network: n4, eastWestGateway: {addresses: ['2001:db8::1']}}\n  \
           - {name: c5, network: n5, eastWestGateway: {}}\n  \
           - {name: c6, network: n6, podCidrs: [10.6.0.0/16], eastWestGateway: {}}\n",
        "",
    ),
    // Releases that take host names, and that do not.
    (
        "  - {name: old, network: n1, istio: {version: '1.12'}, eastWestGateway: {}}\n  \
           - {name: young, network: n2, istio: {version: '1.13'}, \
              eastWestGateway: {addresses: [lb.example.com]}}\n  \
           - {name: third, network: n3, istio: {version: '1.13'}, eastWestGateway: {}}\n",
        "",
    ),
    // Ambient beside sidecars.
    (
        "  - {name: a, network: n1, istio: {dataPlane: ambient}, eastWestGateway: {}}\n  \
           - {name: b, network: n2, eastWestGateway: {}}\n  \
           - {name: c, network: n2, istio: {dataPlane: ambient}, eastWestGateway: {}}\n",
        "",
    ),
];

#[test]
fn what_is_told_of_a_group_is_in_the_list_of_each_of_its_callers() {
    for (clusters, rest) in MESHES {
        with(clusters, rest, |mesh, predictions| {
            let told = by_pair(mesh, predictions);
            assert_eq!(told, by_list(mesh, predictions), "{clusters}");
        });
    }
}

/// The answers for callers of `to`: way and endpoints.
fn answers(clusters: &str, to: usize) -> Vec<(&'static str, String)> {
    with(clusters, "", |_, predictions| {
        let callers = predictions.callers(ClusterIndex(to));
        let told = callers.into_iter().map(|callers| callers.told);
        told.map(|told| {
            let shown = told.endpoints.iter().map(ToString::to_string);
            (told.way, shown.collect::<Vec<_>>().join(" "))
        })
        .collect()
    })
}

#[test]
fn endpoints_are_addresses_or_say_whose_they_are() {
    let answer = |mesh: usize, to: usize| answers(MESHES[mesh].0, to);
    let one = |way, shown: &str| vec![(way, shown.to_owned())];
    assert_eq!(answer(0, 0), one("same", "pods(one):5000"));
    assert_eq!(answer(1, 0), one("gateway", "192.0.2.1:15443"));
    assert_eq!(answer(1, 1), one("gateway", "gateway(two):15443"));
    assert_eq!(answer(5, 1), one("gateway", "lb.example.com:15443"));
    assert_eq!(answer(5, 2), one("gateway", "192.0.2.3:31443"));
    assert_eq!(answer(5, 3), one("gateway", "[2001:db8::1]:15443"));
    let same = [
        ("direct", "pods(b3):5000".to_owned()),
        (
            "gateway",
            "192.0.2.1:15443 192.0.2.2:15443 gateway(b2):15443".to_owned(),
        ),
    ];
    assert_eq!(answer(2, 4), same);
}

#[test]
fn callers_get_raw_addresses_of_a_network_without_gateway_and_they_lead_nowhere() {
    let broken = |shown: &str| vec![("broken", shown.to_owned())];
    assert_eq!(answers(MESHES[2].0, 5), broken("pods(c1):5000"));
    // Istio 1.12 takes host names of gateways for nothing.
    let [of_old, of_young] = [0, 2].map(|from| {
        with(MESHES[6].0, "", |_, predictions| {
            predictions.told(ClusterIndex(from), ClusterIndex(1))
        })
    });
    assert_eq!(of_old.way, "broken");
    assert_eq!(of_old.endpoints[0].to_string(), "pods(young):5000");
    assert_eq!(of_young.way, "gateway");
}
