//! What is told of networks and of a path.

use meshwright_diag::{Language, Words};
use meshwright_model::{Address, Exposure};

use super::{say, through};
use crate::testing::{
    A, B, C, forbid, gateway, mesh, primary, primary_and_remote, primary_with_gateway, remote,
    two_networks,
};
use crate::{Broken, MeshGraph, PathKind, Provision, WORDS, why};

#[test]
fn networks_tell_how_they_reach_each_other() {
    let mut mesh = two_networks();
    mesh.clusters.push(primary("north", 1));
    mesh.connectivity = vec![forbid(C, A, &[15443])];
    let kinds: Vec<_> = MeshGraph::build(&mesh)
        .network_paths()
        .map(|path| (path.from.0, path.to.0, path.kind))
        .collect();
    let broken = PathKind::Broken {
        from: C,
        to: A,
        broken: Broken::GatewayUnreachable {
            from: C,
            gateway: A,
            port: 15443,
            connectivity: 0,
        },
    };
    assert_eq!(
        kinds,
        [
            (0, 1, PathKind::Gateway),
            (1, 0, broken),
            (1, 1, PathKind::Direct)
        ]
    );
}

#[test]
fn why_tells_every_hop_and_who_provides_it() {
    let mut mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary("west", 1),
        remote("north", 1, A),
    ]);
    mesh.clusters[2].gateway = Some(gateway(Exposure::LoadBalancer));
    let told = why(&mesh, &MeshGraph::build(&mesh), A, B);
    let lines: Vec<String> = told
        .hops
        .iter()
        .map(|hop| {
            let words = Words::new(Language::En, &[WORDS]);
            let title = words.say(&hop.kind.title());
            format!("{title} ({}): {}", hop.provision.as_str(), say(&hop.text))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Control plane (topology): `east` is a primary: its own istiod serves its proxies",
            "Control plane (topology): `west` is a primary: its own istiod serves its proxies",
            "Trust (topology): the Secret `cacerts` of `east` and `west` holds intermediates \
             under one root",
            "Discovery (plan): the istiod of `east` reads the endpoints of `west` with the Secret \
             `istio-remote-secret-west`, label `istio/multiCluster: \"true\"`",
            "Name (workload): DNS in `east` knows only its own Services: one of the same name and \
             namespace as in `west` has to be there",
            "Configuration (plan): proxies in `east` reach the istiod of their own cluster",
            "Gateway (plan): the Service `istio-eastwestgateway` of `north` has the label \
             `topology.istio.io/network: net-2`, address learned when applied",
            "Wires (topology): pods of `east` connect to the gateway of `north` on port 15443",
            "Exposure (plan): the Gateway `cross-network-gateway` lets the gateway of `north` \
             pass requests on to `west` (`AUTO_PASSTHROUGH`)",
            "Wires (topology): the gateway of `north` and pods of `west` are both on network \
             `net-2` and connect directly",
            "Configuration (plan): proxies in `west` reach the istiod of their own cluster",
        ]
    );
    assert_eq!(told.verdict, through(&[C]));
    mesh.dns_capture = true;
    let told = why(&mesh, &MeshGraph::build(&mesh), A, B);
    let dns = &told.hops[4];
    assert_eq!(dns.provision, Provision::Plan);
    assert_eq!(
        say(&dns.text),
        "sidecars in `east` resolve Services of every cluster (`ISTIO_META_DNS_CAPTURE`)"
    );
}

#[test]
fn why_of_a_cluster_and_itself_is_about_its_istiod() {
    let mut mesh = primary_and_remote();
    let gateway = mesh.clusters[0].gateway.as_mut().expect("it has one");
    gateway.addresses = vec![Address::Ip([203, 0, 113, 10].into())];
    let told = why(&mesh, &MeshGraph::build(&mesh), B, B);
    let lines: Vec<String> = told.hops.iter().map(|hop| say(&hop.text)).collect();
    assert_eq!(
        lines,
        [
            "the istiod of `east` serves the proxies of `west`",
            "proxies in `west` reach the istiod of `east` at its east-west gateway, ports 15012 \
             and 15017, `203.0.113.10`",
        ]
    );
}
