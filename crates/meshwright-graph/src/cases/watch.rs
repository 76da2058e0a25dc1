//! What istiods watch, and through which API servers.

use meshwright_model::{End, Provider, ReachableFrom};

use super::{NET_1, NET_2, best_repair, complaint, reach, through};
use crate::testing::{
    A, B, C, forbid, mesh, primary, primary_with_gateway, remote, two_networks, url,
};
use crate::{ApiBroken, Broken, MeshGraph, Reach};

#[test]
fn the_istiod_of_a_gateway_has_to_watch_the_pods_behind_it() {
    let mut mesh = mesh(vec![
        primary("east", 0),
        primary_with_gateway("west", 1),
        primary("north", 1),
    ]);
    mesh.clusters[2].api_server.reachable_from = ReachableFrom::Only(vec![End::Cluster(A)]);
    let broken = Broken::NotDiscovered {
        watcher: B,
        watched: C,
        because: ApiBroken::NotReachableFrom,
    };
    assert_eq!(reach(&mesh, A, C), Reach::Broken(broken));
    mesh.clusters[2].api_server.reachable_from = ReachableFrom::Everyone;
    assert_eq!(reach(&mesh, A, C), through(&[B]));
}

#[test]
fn the_callers_istiod_has_to_watch_the_called_cluster() {
    let mut mesh = two_networks();
    mesh.clusters[1].api_server.reachable_from = ReachableFrom::Only(vec![End::Network(NET_2)]);
    let broken = Broken::NotDiscovered {
        watcher: A,
        watched: B,
        because: ApiBroken::NotReachableFrom,
    };
    assert_eq!(reach(&mesh, A, B), Reach::Broken(broken));
    assert_eq!(reach(&mesh, B, A), through(&[A]));
    assert_eq!(
        best_repair(&mesh, A, B),
        [
            "Let `east` reach the API server of `west`",
            "clusters/west/apiServer/reachableFrom Append(String(\"east\"))",
        ]
    );
    for end in [End::Network(NET_1), End::Cluster(A)] {
        mesh.clusters[1].api_server.reachable_from = ReachableFrom::Only(vec![end]);
        assert_eq!(reach(&mesh, A, B), through(&[B]));
    }
}

#[test]
fn a_loopback_api_server_is_reached_from_nowhere_else() {
    let mut mesh = two_networks();
    mesh.clusters[1].api_server.url = Some(url("https://127.0.0.1:6443"));
    let graph = MeshGraph::build(&mesh);
    assert_eq!(graph.api_reachable(A, B), Err(ApiBroken::Loopback));
    assert_eq!(
        graph.api_reachable(B, B),
        Ok(()),
        "its own istiod has the Service"
    );
    assert!(!graph.reach(A, B).arrives());
    assert_eq!(
        complaint(&mesh, A, B),
        "the istiod of `east` cannot watch `west`: `https://127.0.0.1:6443` means the pod's own \
         machine"
    );
    mesh.clusters[1].api_server.url = Some(url("https://192.0.2.1:6443"));
    assert_eq!(reach(&mesh, A, B), through(&[B]));
}

#[test]
fn an_api_server_without_a_url_has_its_providers_port() {
    for (provider, port) in [(Provider::Gke, 443), (Provider::Kubeadm, 6443)] {
        let mut mesh = two_networks();
        mesh.clusters[1].provider = provider;
        mesh.connectivity = vec![forbid(A, B, &[port])];
        let graph = MeshGraph::build(&mesh);
        let forbidden = ApiBroken::Forbidden { connectivity: 0 };
        assert_eq!(graph.api_reachable(A, B), Err(forbidden), "{provider}");
        assert!(graph.discovers(B, A));
    }
}

#[test]
fn every_istiod_watches_every_other_cluster() {
    let mesh = mesh(vec![
        primary("east", 0),
        primary("west", 0),
        remote("north", 0, A),
    ]);
    let graph = MeshGraph::build(&mesh);
    assert_eq!(graph.watchers(A).collect::<Vec<_>>(), [B]);
    assert_eq!(graph.watchers(C).collect::<Vec<_>>(), [A, B]);
    assert_eq!(graph.control_planes(), [A, B]);
}
