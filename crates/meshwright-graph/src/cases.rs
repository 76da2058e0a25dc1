//! Each way a mesh can break, and the neighbour that does not.

use meshwright_diag::{Language, Text, Words};
use meshwright_model::{
    Address, CaKind, ClusterIndex, End, Exposure, LoadBalancer, Mesh, NetworkIndex, Provider,
    ReachableFrom, Role,
};

use crate::testing::{
    A, B, C, entry, forbid, gateway, mesh, primary, primary_and_remote, primary_with_gateway,
    remote, two_networks, url,
};
use crate::{
    ApiBroken, Authority, Broken, ControlLink, MeshGraph, PathKind, Provision, Reach, Trust, WORDS,
    why,
};

const NET_1: NetworkIndex = NetworkIndex(0);
const NET_2: NetworkIndex = NetworkIndex(1);

fn reach(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> Reach {
    MeshGraph::build(mesh).reach(from, to)
}

fn through(gateways: &[ClusterIndex]) -> Reach {
    Reach::Gateway {
        gateways: gateways.to_vec(),
    }
}

fn say(text: &Text) -> String {
    let words = Words::new(Language::En, &[WORDS]);
    let said = words.find(text).expect("the catalogue has the message");
    assert!(!said.contains("{$"), "an argument is missing: {said}");
    said
}

/// The sentence of the first hop that breaks.
fn complaint(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> String {
    let told = why(mesh, &MeshGraph::build(mesh), from, to);
    let hop = told.hops.iter().find(|hop| !hop.passes());
    say(&hop.expect("some hop breaks").text)
}

/// The title and the edits of the best repair, as lines.
fn best_repair(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> Vec<String> {
    let told = why(mesh, &MeshGraph::build(mesh), from, to);
    let fix = told.fixes.first().expect("there is a repair");
    let edits = fix
        .edits
        .iter()
        .map(|edit| format!("{} {:?}", edit.path, edit.change));
    std::iter::once(say(&fix.title)).chain(edits).collect()
}

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
fn self_signed_primaries_do_not_trust_each_other_but_their_remotes() {
    let mut mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary("west", 0),
        remote("north", 0, A),
    ]);
    mesh.ca.kind = CaKind::SelfSigned;
    let graph = MeshGraph::build(&mesh);
    assert_eq!(
        graph.trusts(A, B),
        Trust::Apart {
            left: Authority::SelfSigned(A),
            right: Authority::SelfSigned(B),
        }
    );
    assert_eq!(
        graph.reach(B, A),
        Reach::Broken(Broken::NotTrusted { from: B, to: A })
    );
    assert_eq!(graph.reach(A, C), Reach::Direct);
    assert_eq!(graph.reach(C, A), Reach::Direct);
    assert!(!graph.reach(B, C).arrives());
    for kind in [CaKind::PluggedIn, CaKind::CertManager] {
        mesh.ca.kind = kind;
        let graph = MeshGraph::build(&mesh);
        assert_eq!(graph.trusts(A, B), Trust::Shared(Authority::Mesh));
        assert_eq!(graph.reach(A, B), Reach::Direct);
    }
}

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
