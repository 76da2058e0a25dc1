//! Topologies that make no mesh, or one that nobody would want.

use std::fmt::Write as _;

use crate::doors::{Case, Expected};

fn topology(clusters: &str) -> String {
    format!(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n{clusters}"
    )
}

/// A number, what it is, what follows the head of the document, and what has to become of it.
const CASES: &[(u32, &str, &str, Expected)] = &[
    (
        80,
        "no clusters",
        "clusters: []",
        Expected::Refused(&["DOC016"]),
    ),
    (
        80,
        "clusters that are absent",
        "networks: []",
        Expected::Refused(&["DOC011", "DOC016"]),
    ),
    (
        81,
        "one cluster",
        "clusters: [{name: a}]",
        Expected::Accepted,
    ),
    (
        82,
        "two of one name",
        "clusters: [{name: a}, {name: a, context: b}]",
        Expected::Refused(&["DOC014"]),
    ),
    (
        83,
        "two with one API server",
        "clusters: [{name: a, podCidrs: [10.1.0.0/16], apiServer: {url: 'https://k:6443'}}, \
         {name: b, podCidrs: [10.2.0.0/16], apiServer: {url: 'https://K:6443/'}}]",
        Expected::Refused(&["API103"]),
    ),
    (
        83,
        "two with one context",
        "clusters: [{name: a, context: c}, {name: b, context: c}]",
        Expected::Refused(&["DOC015"]),
    ),
    (
        85,
        "only remotes",
        "clusters: [{name: a, role: remote, controlPlane: b}, \
         {name: b, role: remote, controlPlane: a}]",
        Expected::Refused(&["VER110", "VER112"]),
    ),
    (
        86,
        "a remote of a remote",
        "clusters: [{name: a, eastWestGateway: {}}, \
         {name: b, role: remote, controlPlane: a, eastWestGateway: {}}, \
         {name: c, role: remote, controlPlane: b}]",
        Expected::Refused(&["VER110"]),
    ),
    (
        87,
        "a remote of itself",
        "clusters: [{name: a}, {name: b, role: remote, controlPlane: b}]",
        Expected::Refused(&["VER111"]),
    ),
    (
        88,
        "a cycle of three remotes",
        "clusters: [{name: a}, {name: b, role: remote, controlPlane: c}, \
         {name: c, role: remote, controlPlane: d}, {name: d, role: remote, controlPlane: b}]",
        Expected::Refused(&["VER110"]),
    ),
    (
        88,
        "a remote of nobody",
        "clusters: [{name: a}, {name: b, role: remote, controlPlane: z}]",
        Expected::Refused(&["DOC013"]),
    ),
    (
        88,
        "a remote without a control plane",
        "clusters: [{name: a}, {name: b, role: remote}]",
        Expected::Refused(&["DOC011", "DOC013", "DOC022"]),
    ),
    (
        89,
        "a network nobody is on",
        "networks: [{name: net-1}, {name: net-2}]\nclusters: [{name: a, network: net-1}]",
        Expected::Accepted,
    ),
    (
        90,
        "clusters on no network are on the default one",
        "clusters: [{name: a, podCidrs: [10.1.0.0/16]}, {name: b, podCidrs: [10.2.0.0/16]}]",
        Expected::Accepted,
    ),
    (
        90,
        "a network that is null",
        "clusters: [{name: a, network: []}]",
        Expected::Refused(&["DOC009"]),
    ),
    (
        91,
        "a gateway that gets no address",
        "clusters: [{name: a, network: net-1, loadBalancer: none, eastWestGateway: {}}, \
         {name: b, network: net-2, eastWestGateway: {}}]",
        Expected::Refused(&["GWY102"]),
    ),
    (
        91,
        "gateways with a host name, IPv6, and both kinds",
        "clusters: [{name: a, network: net-1, eastWestGateway: {addresses: [gw.example.com]}}, \
         {name: b, network: net-2, eastWestGateway: {addresses: ['2001:db8::1']}}, \
         {name: c, network: net-3, eastWestGateway: {addresses: [203.0.113.9, '2001:db8::2']}}]",
        Expected::Accepted,
    ),
    (
        91,
        "an address with a port",
        "clusters: [{name: a, eastWestGateway: {addresses: ['203.0.113.9:15443']}}]",
        Expected::Refused(&["DOC019"]),
    ),
    (
        91,
        "an address that is almost one",
        "clusters: [{name: a, eastWestGateway: {addresses: [203.0.113.256]}}]",
        Expected::Refused(&["DOC019"]),
    ),
    (
        92,
        "pod ranges that overlap on one network",
        "clusters: [{name: a, podCidrs: [10.0.0.0/8]}, {name: b, podCidrs: [10.1.0.0/16]}]",
        Expected::Refused(&["NET101"]),
    ),
    (
        93,
        "an API server that only one side reaches",
        "clusters: [{name: a, network: net-1, eastWestGateway: {}}, \
         {name: b, network: net-2, eastWestGateway: {}, apiServer: {reachableFrom: [b]}}]",
        Expected::Refused(&["API102"]),
    ),
    (
        94,
        "two roots of trust",
        "mesh: {ca: {kind: self-signed}}\n\
         clusters: [{name: a, podCidrs: [10.1.0.0/16]}, {name: b, podCidrs: [10.2.0.0/16]}]",
        Expected::Refused(&["TRU101"]),
    ),
    (
        95,
        "two trust domains",
        "clusters: [{name: a, podCidrs: [10.1.0.0/16]}, \
         {name: b, podCidrs: [10.2.0.0/16], istio: {meshConfig: {trustDomain: other.local}}}]",
        Expected::Refused(&["TRU102", "NET107"]),
    ),
    (
        96,
        "releases too far apart",
        "clusters: [{name: a, podCidrs: [10.1.0.0/16], istio: {version: '1.24'}}, \
         {name: b, podCidrs: [10.2.0.0/16], istio: {version: '1.30'}}]",
        Expected::Told("VER102"),
    ),
    (
        96,
        "a release that nobody knows",
        "mesh: {istio: {version: '9.9'}}\nclusters: [{name: a}]",
        Expected::Told("VER103"),
    ),
    (
        97,
        "sidecar and ambient",
        "clusters: [{name: a, podCidrs: [10.1.0.0/16]}, \
         {name: b, podCidrs: [10.2.0.0/16], istio: {dataPlane: ambient}}]",
        Expected::Told("AMB104"),
    ),
    (
        111,
        "an API server that means another machine to everyone",
        "clusters: [{name: a, podCidrs: [10.1.0.0/16]}, \
         {name: b, podCidrs: [10.2.0.0/16], apiServer: {url: 'https://127.0.0.1:6443'}}]",
        Expected::Refused(&["API101"]),
    ),
    (
        111,
        "an API server without TLS",
        "clusters: [{name: a, apiServer: {url: 'http://169.254.169.254'}}]",
        Expected::Refused(&["DOC019"]),
    ),
    (
        111,
        "a file as an API server",
        "clusters: [{name: a, apiServer: {url: 'file:///etc/passwd'}}]",
        Expected::Refused(&["DOC019"]),
    ),
    (
        111,
        "an API server with a password",
        "clusters: [{name: a, apiServer: {url: 'https://user:pass@k:6443'}}]",
        Expected::Refused(&["DOC019"]),
    ),
];

#[test]
fn topologies_that_cannot_work_are_refused_and_odd_ones_that_can_are_not() {
    for (number, what, clusters, expected) in CASES {
        Case::new(*number, what, &topology(clusters), *expected).check();
    }
}

#[test]
fn a_thousand_primaries_are_many_and_no_error() {
    let mut clusters = String::from("clusters:\n");
    for place in 0..1_000 {
        let (high, low) = (place / 250, place % 250);
        let _ = writeln!(
            clusters,
            "  - {{name: c-{place}, podCidrs: [10.{high}.{low}.0/24]}}"
        );
    }
    Case::new(
        84,
        "1,000 primaries",
        &topology(&clusters),
        Expected::Accepted,
    )
    .check();
}
