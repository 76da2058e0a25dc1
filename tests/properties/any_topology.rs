//! Topologies at random: sensible ones with every field in use, and nonsense made of real words.

use meshwright_core::{Compiled, Options, compile};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// Clusters of a random topology, at most.
pub(crate) const MOST: usize = 6;

/// Compiles a topology that is a value.
pub(crate) fn compiled(topology: &Value) -> Compiled {
    compile(&topology.to_string(), &Options::default())
}

/// The settings of every property: enough cases to meet every branch, the same time every day.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_global_rejects: cases * 30,
        ..ProptestConfig::default()
    }
}

fn name_of(place: usize) -> String {
    format!("cluster{}", place + 1)
}

fn any_network() -> impl Strategy<Value = &'static str> {
    select(vec!["net-1", "net-2", "net-3"])
}

/// A network or a cluster, where a document may name either.
fn any_end(n: usize) -> impl Strategy<Value = String> {
    prop_oneof![
        any_network().prop_map(str::to_owned),
        (0..n).prop_map(name_of)
    ]
}

fn any_gateway() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(json!({})),
        1 => Just(json!({"exposure": "load-balancer", "addresses": ["gw.example.com"]})),
        1 => Just(json!({"exposure": "load-balancer", "sourceRanges": ["10.0.0.0/8"],
            "annotations": {"a": "b"}, "replicas": 3})),
        1 => Just(json!({"exposure": "node-port", "addresses": ["203.0.113.7"], "port": 31443})),
        1 => Just(json!({"exposure": "external-ips", "addresses": ["203.0.113.8", "203.0.113.9"]})),
        1 => Just(json!({"exposure": "none"})),
    ]
}

fn any_cluster(place: usize, n: usize) -> impl Strategy<Value = Value> {
    let role = prop_oneof![
        4 => Just(None),
        3 => (0..n).prop_map(|of| Some(name_of(of))),
        1 => Just(Some("cluster1".to_owned())),
    ];
    let server = prop_oneof![
        3 => Just(json!({})),
        2 => Just(json!({"url": format!("https://10.99.0.{place}:6443")})),
        1 => any_end(n).prop_map(|end| json!({"reachableFrom": [end]})),
        1 => Just(json!({"url": "https://127.0.0.1:6443"})),
    ];
    let istio = prop_oneof![
        5 => Just(json!({})),
        1 => select(vec!["1.24", "1.26", "1.28.1", "1.30"]).prop_map(|v| json!({"version": v})),
        1 => Just(json!({"revision": "canary"})),
        1 => Just(json!({"profile": "minimal", "hub": "registry.example.com/istio", "tag": "x"})),
        1 => Just(json!({"addons": ["kiali", "prometheus"]})),
    ];
    (
        any_network(),
        role,
        option::weighted(0.7, any_gateway()),
        server,
        istio,
        option::of(select(vec!["cloud", "metallb", "none"])),
        option::of(select(vec!["1.32", "1.33", "1.34"])),
        any::<[bool; 3]>(),
    )
        .prop_map(
            move |(network, role, gateway, server, istio, balancer, kubernetes, has)| {
                let mut cluster = json!({
                    "name": name_of(place),
                    "network": network,
                    "apiServer": server,
                    "istio": istio,
                    "podCidrs": [format!("10.{place}.0.0/16")],
                });
                if let Some(control_plane) = role {
                    cluster["role"] = json!("remote");
                    cluster["controlPlane"] = json!(control_plane);
                }
                if let Some(gateway) = gateway {
                    cluster["eastWestGateway"] = gateway;
                }
                if let Some(balancer) = balancer {
                    cluster["loadBalancer"] = json!(balancer);
                }
                if let Some(kubernetes) = kubernetes {
                    cluster["kubernetes"] = json!(kubernetes);
                }
                if has[0] {
                    cluster["context"] = json!(format!("admin {place} $(id)"));
                }
                if has[1] {
                    cluster["kubeconfig"] = json!("~/it's/config");
                }
                if has[2] {
                    cluster["locality"] = json!({"region": "r1", "zone": format!("z{place}")});
                }
                cluster
            },
        )
}

fn any_connectivity(n: usize) -> impl Strategy<Value = Value> {
    let ports = select(vec![vec![], vec![15443], vec![6443], vec![15012, 15017]]);
    (
        option::of(any_end(n)),
        option::of(any_end(n)),
        ports,
        any::<bool>(),
    )
        .prop_map(|(from, to, ports, allow)| {
            let mut entry = json!({"allow": allow, "reason": "a firewall"});
            for (key, end) in [("from", from), ("to", to)] {
                if let Some(end) = end {
                    entry[key] = json!(end);
                }
            }
            if !ports.is_empty() {
                entry["ports"] = json!(ports);
            }
            entry
        })
}

fn any_service(n: usize) -> impl Strategy<Value = Value> {
    let traffic = select(vec!["spread", "prefer-local", "failover", "cluster-local"]);
    let places: Vec<usize> = (0..n).collect();
    (traffic, subsequence(places, 1..=n)).prop_map(|(traffic, places)| {
        let clusters: Vec<String> = places.into_iter().map(name_of).collect();
        json!({
            "name": format!("orders-{traffic}"),
            "namespace": "shop",
            "ports": [{"name": "http", "port": 80}],
            "clusters": clusters,
            "traffic": traffic,
        })
    })
}

/// A topology that can be read and resolved; whether it can work is left to chance.
pub(crate) fn any_topology() -> impl Strategy<Value = Value> {
    (1..=MOST).prop_flat_map(|n| {
        let clusters: Vec<_> = (0..n).map(|place| any_cluster(place, n)).collect();
        let version = select(vec![
            "1.24", "1.25", "1.26", "1.27", "1.28", "1.29", "1.30", "1.30.3",
        ]);
        let ca = select(vec![
            "plugged-in",
            "plugged-in",
            "plugged-in",
            "self-signed",
        ]);
        (
            clusters,
            prop_oneof![3 => Just(Vec::new()), 1 => vec(any_connectivity(n), 1..4)],
            option::weighted(0.3, any_service(n)),
            version,
            ca,
            any::<bool>(),
        )
            .prop_map(|(clusters, connectivity, service, version, ca, capture)| {
                json!({
                    "apiVersion": "meshwright/v1alpha1",
                    "kind": "MeshTopology",
                    "metadata": {"name": "random"},
                    "mesh": {
                        "istio": {"version": version},
                        "ca": {"kind": ca},
                        "dns": {"capture": capture},
                    },
                    "clusters": clusters,
                    "connectivity": connectivity,
                    "services": Vec::from_iter(service),
                })
            })
    })
}

/// A topology that can be planned, most of the time: what keeps a random one from working is put
/// right.
pub(crate) fn any_sound_topology() -> impl Strategy<Value = Value> {
    any_topology().prop_map(|mut topology| {
        topology["mesh"]["ca"]["kind"] = json!("plugged-in");
        topology["connectivity"] = json!([]);
        let Some(clusters) = topology["clusters"].as_array_mut() else {
            return topology;
        };
        let primaries: Vec<Value> = clusters
            .iter()
            .enumerate()
            .filter(|(place, cluster)| *place == 0 || cluster.get("role").is_none())
            .map(|(_, cluster)| cluster["name"].clone())
            .collect();
        let mut networks = Vec::new();
        for (place, cluster) in clusters.iter_mut().enumerate() {
            let Some(cluster) = cluster.as_object_mut() else {
                continue;
            };
            cluster.remove("kubernetes");
            cluster.remove("loadBalancer");
            cluster.insert("istio".to_owned(), json!({}));
            cluster.insert("apiServer".to_owned(), json!({}));
            if place == 0 {
                cluster.remove("role");
                cluster.remove("controlPlane");
            }
            if let Some(of) = cluster.get_mut("controlPlane") {
                *of = primaries[place % primaries.len()].clone();
            }
            let is_whole = match cluster.get("eastWestGateway") {
                Some(gateway) => gateway["exposure"] == json!("external-ips"),
                // A gateway further up serves the network.
                None => networks.contains(&cluster["network"]),
            };
            if !is_whole || primaries.contains(&cluster["name"]) {
                cluster.insert("eastWestGateway".to_owned(), json!({}));
            }
            networks.push(cluster["network"].clone());
        }
        topology
    })
}

/// Keys that mean something somewhere, and some that mean nothing anywhere.
const KEYS: [&str; 44] = [
    "apiVersion",
    "kind",
    "metadata",
    "mesh",
    "networks",
    "clusters",
    "connectivity",
    "services",
    "expect",
    "policy",
    "view",
    "name",
    "id",
    "trustDomain",
    "istio",
    "version",
    "dataPlane",
    "values",
    "meshConfig",
    "addons",
    "dns",
    "capture",
    "ca",
    "context",
    "kubeconfig",
    "network",
    "role",
    "controlPlane",
    "apiServer",
    "url",
    "reachableFrom",
    "podCidrs",
    "eastWestGateway",
    "exposure",
    "addresses",
    "port",
    "from",
    "to",
    "allow",
    "ports",
    "reach",
    "survives",
    "__proto__",
    "",
];

/// Values that have broken readers, and values that belong somewhere.
fn any_scalar() -> impl Strategy<Value = Value> {
    let texts = select(vec![
        "",
        "~",
        "no",
        "1e3",
        "cluster1",
        "primary",
        "remote",
        "external",
        "1.30",
        "9999.9999",
        "https://a",
        "10.0.0.0/33",
        "::/0",
        "a\u{0}b",
        "\u{202e}",
        "\u{1b}[31m",
        "ambient",
        "helm",
        "node-port",
        "*",
        "{{7*7}}",
        "meshwright/v1alpha1",
        "MeshTopology",
        "2026-02-30",
    ]);
    prop_oneof![
        texts.prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ]
}

/// Real keys over values of any kind, in any place.
pub(crate) fn any_nonsense() -> impl Strategy<Value = Value> {
    any_scalar().prop_recursive(5, 80, 8, |inner| {
        let entries = vec((select(KEYS.to_vec()), inner.clone()), 0..8);
        prop_oneof![
            vec(inner, 0..6).prop_map(Value::from),
            entries.prop_map(|entries| {
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                Value::Object(entries.collect::<Map<_, _>>())
            }),
        ]
    })
}

/// A topology with one part of it replaced by nonsense.
pub(crate) fn any_damaged_topology() -> impl Strategy<Value = Value> {
    (any_topology(), any_nonsense(), any::<prop::sample::Index>()).prop_map(
        |(mut topology, nonsense, which)| {
            let mut places = Vec::new();
            pointers(&topology, String::new(), &mut places);
            let place = which.get(&places);
            if let Some(value) = topology.pointer_mut(place) {
                *value = nonsense;
            }
            topology
        },
    )
}

fn pointers(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                pointers(value, format!("{at}/{key}"), places);
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                pointers(value, format!("{at}/{place}"), places);
            }
        }
        _ => {}
    }
    places.push(at);
}

#[test]
fn most_sound_topologies_can_be_planned_and_most_random_ones_cannot() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut n_planned = [0, 0];
    for (place, topologies) in [any_sound_topology().boxed(), any_topology().boxed()]
        .into_iter()
        .enumerate()
    {
        for _ in 0..100 {
            let tree = topologies.new_tree(&mut runner);
            let topology = tree.expect("nothing is filtered").current();
            n_planned[place] += usize::from(!compiled(&topology).has_errors());
        }
    }
    assert!(
        n_planned[0] > 80 && n_planned[1] < 50,
        "{n_planned:?} of 100"
    );
}
