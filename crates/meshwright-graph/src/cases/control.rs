//! The way of proxies to their istiod.

use meshwright_model::{Address, Exposure, LoadBalancer, ReachableFrom, Role};

use super::{NET_1, best_repair, reach};
use crate::testing::{
    A, B, C, forbid, gateway, mesh, primary_and_remote, primary_with_gateway, remote,
};
use crate::{ApiBroken, Broken, ControlLink, MeshGraph, Reach, why};

#[test]
fn a_cluster_without_a_control_plane_neither_calls_nor_is_called() {
    let mut mesh = primary_and_remote();
    mesh.clusters[1].role = Role::Remote {
        control_plane: None,
        config: false,
    };
    let broken = Reach::Broken(Broken::NoControlPlane { cluster: B });
    assert_eq!(reach(&mesh, A, B), broken);
    assert_eq!(reach(&mesh, B, A), broken);
    assert_eq!(reach(&mesh, B, B), broken);
    assert_eq!(
        best_repair(&mesh, A, B),
        [
            "Name `east` as the control plane of `west`",
            "clusters/west/controlPlane Set(String(\"east\"))",
        ]
    );
    mesh.clusters[1].role = Role::External;
    assert_eq!(reach(&mesh, A, B), broken, "no workloads of the mesh");
}

#[test]
fn a_remote_of_a_remote_has_no_istiod() {
    let mut mesh = primary_and_remote();
    mesh.clusters.push(remote("north", 0, B));
    let broken = Broken::NoIstiod {
        cluster: C,
        control_plane: B,
    };
    assert_eq!(reach(&mesh, C, A), Reach::Broken(broken));
    assert_eq!(
        best_repair(&mesh, C, A),
        [
            "Name `east` as the control plane of `north`",
            "clusters/north/controlPlane Set(String(\"east\"))",
        ],
        "the control plane of its control plane"
    );
    mesh.clusters[2] = remote("north", 0, A);
    assert_eq!(reach(&mesh, C, A), Reach::Direct);
}

#[test]
fn a_remote_reaches_its_istiod_through_the_primarys_gateway() {
    let mut mesh = primary_and_remote();
    let graph = MeshGraph::build(&mesh);
    assert_eq!(graph.controls(A), Ok(ControlLink::Own));
    assert_eq!(
        graph.controls(B),
        Ok(ControlLink::Through { control_plane: A })
    );
    mesh.clusters[0].gateway = None;
    let broken = Broken::NoControlGateway {
        cluster: B,
        control_plane: A,
    };
    let graph = MeshGraph::build(&mesh);
    assert_eq!(graph.controls(B), Err(broken));
    assert_eq!(graph.reach(A, B), Reach::Broken(broken));
    assert_eq!(graph.reach(B, A), Reach::Broken(broken));
}

#[test]
fn node_ports_cannot_carry_a_control_plane() {
    let mut mesh = primary_and_remote();
    mesh.clusters[0].gateway = Some(gateway(Exposure::NodePort));
    let broken = Broken::ControlOverNodePort {
        cluster: B,
        control_plane: A,
    };
    assert_eq!(MeshGraph::build(&mesh).controls(B), Err(broken));
    let mut external = gateway(Exposure::ExternalIps);
    external.addresses = vec![Address::Hostname("node.example".to_owned())];
    mesh.clusters[0].gateway = Some(external);
    assert!(MeshGraph::build(&mesh).controls(B).is_ok());
}

#[test]
fn a_control_plane_without_an_address_serves_no_remote() {
    let mut mesh = primary_and_remote();
    mesh.clusters[0].load_balancer = LoadBalancer::None;
    let broken = Broken::GatewayWithoutAddress { cluster: A };
    assert_eq!(MeshGraph::build(&mesh).controls(B), Err(broken));
    let told = why(&mesh, &MeshGraph::build(&mesh), A, B);
    assert_eq!(told.fixes.len(), 1, "node ports are no way out here");
}

#[test]
fn both_control_ports_have_to_be_open() {
    for port in [15012, 15017] {
        let mut mesh = primary_and_remote();
        mesh.connectivity = vec![forbid(B, A, &[port])];
        let broken = Broken::ControlForbidden {
            cluster: B,
            control_plane: A,
            port,
            connectivity: 0,
        };
        assert_eq!(reach(&mesh, B, A), Reach::Broken(broken));
        mesh.connectivity = vec![forbid(A, B, &[port])];
        assert_eq!(reach(&mesh, B, A), Reach::Direct, "the other direction");
    }
}

#[test]
fn an_istiod_that_cannot_watch_its_remote_does_not_serve_it() {
    let mut mesh = primary_and_remote();
    mesh.clusters[1].api_server.reachable_from = ReachableFrom::Only(Vec::new());
    assert_eq!(
        MeshGraph::build(&mesh).controls(B),
        Err(Broken::NotDiscovered {
            watcher: A,
            watched: B,
            because: ApiBroken::NotReachableFrom,
        })
    );
}

#[test]
fn an_external_control_plane_serves_remotes_and_is_not_watched() {
    let mut mesh = mesh(vec![
        primary_with_gateway("hub", 0),
        remote("east", 1, A),
        remote("west", 1, A),
    ]);
    mesh.clusters[0].role = Role::External;
    let graph = MeshGraph::build(&mesh);
    assert_eq!(graph.reach(B, C), Reach::Direct);
    assert_eq!(graph.watchers(B).collect::<Vec<_>>(), [A]);
    assert_eq!(graph.watchers(A).count(), 0);
    assert_eq!(
        graph.gateways_of(NET_1),
        [],
        "its gateway has no pods behind it"
    );
}

#[test]
fn an_external_control_plane_is_found_at_its_front_gateway_or_at_the_address_that_is_written() {
    let mut mesh = mesh(vec![primary_with_gateway("hub", 0), remote("east", 1, A)]);
    mesh.clusters[0].role = Role::External;
    mesh.clusters[0].gateway = None;
    let through = Ok(ControlLink::Through { control_plane: A });
    assert_eq!(MeshGraph::build(&mesh).controls(B), through);
    mesh.clusters[0].load_balancer = LoadBalancer::None;
    assert_eq!(
        MeshGraph::build(&mesh).controls(B),
        Err(Broken::GatewayWithoutAddress { cluster: A }),
        "nobody gives its front gateway an address"
    );
    mesh.clusters[0].istiod.address = Address::parse("istiod.example.com");
    assert_eq!(MeshGraph::build(&mesh).controls(B), through);
    mesh.clusters[0].gateway = Some(gateway(Exposure::NodePort));
    assert_eq!(
        MeshGraph::build(&mesh).controls(B),
        through,
        "somebody else's load balancer leads to the nodes"
    );
}
