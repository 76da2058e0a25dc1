//! The way from pod to pod: networks, gateways and wires.

use meshwright_model::{Address, ClusterIndex, End, Exposure, LoadBalancer};

use super::{NET_1, NET_2, best_repair, complaint, reach, through};
use crate::testing::{
    A, B, C, entry, forbid, gateway, mesh, primary, primary_with_gateway, remote, two_networks, url,
};
use crate::{Broken, MeshGraph, Reach};

#[test]
fn a_cluster_reaches_itself() {
    assert_eq!(reach(&mesh(vec![primary("east", 0)]), A, A), Reach::Same);
}

#[test]
fn one_network_needs_no_gateway() {
    let mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
    assert_eq!(reach(&mesh, A, B), Reach::Direct);
    assert_eq!(reach(&mesh, B, A), Reach::Direct);
}

#[test]
fn two_networks_need_a_gateway_of_the_called_one() {
    let mut mesh = two_networks();
    assert_eq!(reach(&mesh, A, B), through(&[B]));
    mesh.clusters[1].gateway = None;
    assert_eq!(
        reach(&mesh, A, B),
        Reach::Broken(Broken::NoGateway { network: NET_2 })
    );
    assert_eq!(reach(&mesh, B, A), through(&[A]), "the other way has one");
    assert_eq!(
        complaint(&mesh, A, B),
        "network `net-2` has no east-west gateway"
    );
    assert_eq!(
        best_repair(&mesh, A, B),
        [
            "Add an east-west gateway to `west`",
            "clusters/west/eastWestGateway Set(Object {})",
        ]
    );
}

#[test]
fn the_own_gateway_comes_before_others_of_the_network() {
    let mut mesh = mesh(vec![
        primary("east", 0),
        primary_with_gateway("west", 1),
        primary_with_gateway("north", 1),
    ]);
    mesh.clusters.push(primary("south", 1));
    let south = ClusterIndex(3);
    let graph = MeshGraph::build(&mesh);
    assert_eq!(graph.reach(A, B), through(&[B]));
    assert_eq!(graph.reach(A, south), through(&[B, C]));
    assert_eq!(graph.gateways_of(NET_2), [B, C]);
}

#[test]
fn a_gateway_without_an_address_leads_nowhere() {
    for (exposure, load_balancer, has_address) in [
        (Exposure::LoadBalancer, LoadBalancer::Cloud, true),
        (Exposure::LoadBalancer, LoadBalancer::Metallb, true),
        (Exposure::LoadBalancer, LoadBalancer::None, false),
        (Exposure::NodePort, LoadBalancer::None, true),
        (Exposure::ExternalIps, LoadBalancer::Cloud, false),
    ] {
        let mut mesh = two_networks();
        mesh.clusters[1].load_balancer = load_balancer;
        mesh.clusters[1].gateway = Some(gateway(exposure));
        let expected = if has_address {
            through(&[B])
        } else {
            Reach::Broken(Broken::GatewayWithoutAddress { cluster: B })
        };
        assert_eq!(reach(&mesh, A, B), expected, "{exposure} {load_balancer}");
        let gateway = mesh.clusters[1].gateway.as_mut().expect("just given");
        gateway.addresses = vec![Address::Hostname("lb.example".to_owned())];
        assert_eq!(reach(&mesh, A, B), through(&[B]), "an address is written");
    }
}

#[test]
fn a_neighbours_gateway_stands_in_for_one_without_an_address() {
    let mut mesh = mesh(vec![
        primary("east", 0),
        primary_with_gateway("west", 1),
        primary_with_gateway("north", 1),
    ]);
    mesh.clusters[1].load_balancer = LoadBalancer::None;
    assert_eq!(reach(&mesh, A, B), through(&[C]));
}

#[test]
fn the_wires_can_forbid_a_gateway() {
    let mut mesh = two_networks();
    mesh.connectivity = vec![entry(
        Some(End::Network(NET_1)),
        Some(End::Network(NET_2)),
        &[15443],
        false,
    )];
    let broken = Broken::GatewayUnreachable {
        from: A,
        gateway: B,
        port: 15443,
        connectivity: 0,
    };
    assert_eq!(reach(&mesh, A, B), Reach::Broken(broken));
    assert_eq!(reach(&mesh, B, A), through(&[A]), "entries are one-way");
    assert_eq!(
        complaint(&mesh, A, B),
        "`east` cannot reach the gateway of `west` on port 15443: `connectivity/#0` forbids it"
    );
    mesh.connectivity[0].ports = vec![8080];
    assert_eq!(reach(&mesh, A, B), through(&[B]), "another port");
}

#[test]
fn every_gateway_that_may_be_used_has_to_be_open() {
    let mut mesh = mesh(vec![
        primary("east", 0),
        primary_with_gateway("west", 1),
        primary_with_gateway("north", 1),
        primary("south", 1),
    ]);
    mesh.connectivity = vec![forbid(A, C, &[15443])];
    assert!(!reach(&mesh, A, ClusterIndex(3)).arrives(), "half time out");
    assert_eq!(reach(&mesh, A, B), through(&[B]), "only its own is used");
}

#[test]
fn the_port_of_a_gateway_is_the_one_peers_see() {
    let mut mesh = two_networks();
    let mut nodes = gateway(Exposure::NodePort);
    nodes.port = 31443;
    mesh.clusters[1].gateway = Some(nodes);
    mesh.connectivity = vec![forbid(A, B, &[15443])];
    assert_eq!(reach(&mesh, A, B), through(&[B]));
    mesh.connectivity = vec![forbid(A, B, &[31443])];
    assert!(!reach(&mesh, A, B).arrives());
}

#[test]
fn the_last_entry_that_fits_counts() {
    let mut mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
    mesh.connectivity = vec![entry(None, None, &[], false), forbid(A, B, &[])];
    mesh.connectivity[1].allow = true;
    mesh.clusters[0].api_server.url = Some(url("https://192.0.2.1"));
    assert!(!reach(&mesh, B, A).arrives());
    mesh.connectivity
        .push(entry(None, Some(End::Cluster(A)), &[443], true));
    let graph = MeshGraph::build(&mesh);
    assert!(graph.discovers(B, A), "a later entry opens the API server");
    assert_eq!(graph.reach(A, B), Reach::Direct);
}

#[test]
fn pods_of_one_network_can_be_kept_apart() {
    let mut mesh = mesh(vec![
        primary_with_gateway("hub", 0),
        remote("east", 0, A),
        remote("west", 0, A),
    ]);
    mesh.connectivity = vec![forbid(B, C, &[])];
    let broken = Reach::Broken(Broken::PodsUnreachable {
        from: B,
        to: C,
        connectivity: 0,
    });
    assert_eq!(reach(&mesh, B, C), broken);
    assert_eq!(reach(&mesh, C, B), Reach::Direct, "entries are one-way");
    let mut opened = forbid(B, C, &[8080]);
    opened.allow = true;
    mesh.connectivity.push(opened);
    assert_eq!(reach(&mesh, B, C), Reach::Direct, "some port is open");
    mesh.connectivity.push(forbid(B, C, &[8080]));
    assert_eq!(reach(&mesh, B, C), broken, "and closed again");
}

#[test]
fn closing_some_ports_leaves_pods_the_others() {
    let mut mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
    mesh.connectivity = vec![entry(None, None, &[8080, 15443], false)];
    assert_eq!(reach(&mesh, A, B), Reach::Direct);
}

#[test]
fn a_gateway_has_to_reach_the_pods_behind_it() {
    let mut mesh = mesh(vec![
        primary_with_gateway("east", 0),
        remote("west", 1, A),
        remote("north", 1, A),
    ]);
    mesh.clusters[1].gateway = Some(gateway(Exposure::LoadBalancer));
    assert_eq!(reach(&mesh, A, C), through(&[B]));
    mesh.connectivity = vec![forbid(B, C, &[])];
    let broken = Broken::PodsUnreachable {
        from: B,
        to: C,
        connectivity: 0,
    };
    assert_eq!(reach(&mesh, A, C), Reach::Broken(broken));
}
