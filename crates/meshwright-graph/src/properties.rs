//! What holds for every mesh.

use meshwright_model::{
    Address, CaKind, Cluster, ClusterIndex, Connectivity, DataPlane, End, Exposure, LoadBalancer,
    Mesh, NetworkIndex, Provider, ReachableFrom, Role,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::oracle::{self, Answer};
use crate::testing::{apply, entry, gateway, mesh, primary, url};
use crate::{MeshGraph, PathKind, Reach, ReachRows, flows, why};

const MAX_CLUSTERS: usize = 7;
const MAX_NETWORKS: usize = 3;
const PORTS: [u16; 7] = [443, 6443, 15008, 15012, 15017, 15443, 8080];

fn any_end(n_clusters: usize) -> impl Strategy<Value = End> {
    prop_oneof![
        (0..MAX_NETWORKS).prop_map(|index| End::Network(NetworkIndex(index))),
        (0..n_clusters).prop_map(|index| End::Cluster(ClusterIndex(index))),
    ]
}

fn any_entry(n_clusters: usize) -> impl Strategy<Value = Connectivity> {
    (
        option::of(any_end(n_clusters)),
        option::of(any_end(n_clusters)),
        vec(prop::sample::select(&PORTS[..]), 0..3),
        any::<bool>(),
    )
        .prop_map(|(from, to, ports, allow)| entry(from, to, &ports, allow))
}

fn any_role(n_clusters: usize) -> impl Strategy<Value = Role> {
    prop_oneof![
        4 => Just(Role::Primary),
        3 => option::weighted(0.9, 0..n_clusters).prop_map(|of| Role::Remote {
            control_plane: of.map(ClusterIndex),
            config: false,
        }),
        1 => Just(Role::External),
    ]
}

fn any_cluster(n_clusters: usize) -> impl Strategy<Value = Cluster> {
    let exposures = [
        Exposure::LoadBalancer,
        Exposure::LoadBalancer,
        Exposure::NodePort,
        Exposure::ExternalIps,
    ];
    let any_gateway = (
        prop::sample::select(exposures.to_vec()),
        any::<bool>(),
        prop::sample::select(&[15443_u16, 15443, 31443][..]),
    );
    let api = (
        prop_oneof![
            5 => Just(None),
            3 => Just(Some(url("https://192.0.2.1"))),
            1 => Just(Some(url("https://127.0.0.1:6443"))),
        ],
        option::weighted(0.2, vec(any_end(n_clusters), 0..3)),
    );
    (
        0..MAX_NETWORKS,
        any_role(n_clusters),
        option::weighted(0.7, any_gateway),
        api,
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
    )
        .prop_map(
            |(
                network,
                role,
                gateway_parts,
                (api_url, reachable_from),
                on_cloud,
                lacks_lb,
                is_ambient,
            )| {
                let mut cluster = primary("cluster", network);
                cluster.role = role;
                cluster.gateway = gateway_parts.map(|(exposure, has_address, port)| {
                    let mut gateway = gateway(exposure);
                    gateway.port = port;
                    if has_address {
                        gateway.addresses = vec![Address::Hostname("lb.example".to_owned())];
                    }
                    gateway
                });
                cluster.api_server.url = api_url;
                if let Some(ends) = reachable_from {
                    cluster.api_server.reachable_from = ReachableFrom::Only(ends);
                }
                if on_cloud {
                    cluster.provider = Provider::Gke;
                }
                if is_ambient {
                    cluster.istio.data_plane = DataPlane::Ambient;
                }
                if lacks_lb {
                    cluster.load_balancer = LoadBalancer::None;
                }
                cluster
            },
        )
}

pub(crate) fn any_mesh() -> impl Strategy<Value = Mesh> {
    (1..=MAX_CLUSTERS).prop_flat_map(|n_clusters| {
        let parts = (
            vec(any_cluster(n_clusters), n_clusters),
            prop_oneof![1 => Just(Vec::new()), 1 => vec(any_entry(n_clusters), 0..6)],
            prop_oneof![4 => Just(CaKind::PluggedIn), 1 => Just(CaKind::SelfSigned)],
        );
        parts.prop_map(|(mut clusters, connectivity, ca)| {
            for (index, cluster) in clusters.iter_mut().enumerate() {
                let named = primary(&format!("c{index}"), cluster.network.0);
                cluster.name = named.name;
                cluster.context = named.context;
            }
            let mut built = mesh(clusters);
            built.connectivity = connectivity;
            built.ca.kind = ca;
            built
        })
    })
}

fn pairs(mesh: &Mesh) -> Vec<(ClusterIndex, ClusterIndex)> {
    let all = || (0..mesh.clusters.len()).map(ClusterIndex);
    all()
        .flat_map(|from| all().map(move |to| (from, to)))
        .collect()
}

/// The pairs that `before` has and `after` lacks.
fn lost(mesh: &Mesh, before: &ReachRows, after: &ReachRows) -> Vec<(ClusterIndex, ClusterIndex)> {
    pairs(mesh)
        .into_iter()
        .filter(|&(from, to)| before.reaches(from, to) && !after.reaches(from, to))
        .collect()
}

fn rows(mesh: &Mesh) -> ReachRows {
    MeshGraph::build(mesh).reach_rows()
}

/// Whether everyone who may use a gateway of `cluster` could, and it could serve all it may.
fn is_permitted_gateway(mesh: &Mesh, cluster: ClusterIndex) -> bool {
    let graph = MeshGraph::build(mesh);
    mesh.clusters().all(|(other, facts)| {
        if facts.network == mesh[cluster].network {
            facts.role == Role::External
                || (graph.gateway_told(cluster, other).is_ok()
                    && graph.pods(cluster, other).is_ok())
        } else {
            [15008, 15443]
                .iter()
                .all(|&port| oracle::port_open(mesh, other, cluster, port))
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..Default::default() })]

    #[test]
    fn reach_agrees_with_the_oracle(mesh in any_mesh()) {
        let graph = MeshGraph::build(&mesh);
        for (from, to) in pairs(&mesh) {
            let answer = match graph.reach(from, to) {
                Reach::Same => Answer::Same,
                Reach::Direct => Answer::Direct,
                Reach::Gateway { gateways } => Answer::Gateway(gateways),
                Reach::Broken(_) => Answer::No,
            };
            prop_assert_eq!(answer, oracle::reach(&mesh, from, to), "{:?} to {:?}", from, to);
        }
    }

    #[test]
    fn rows_say_the_same_as_single_questions(mesh in any_mesh()) {
        let graph = MeshGraph::build(&mesh);
        let rows = graph.reach_rows();
        for (from, to) in pairs(&mesh) {
            prop_assert_eq!(rows.reaches(from, to), graph.reaches(from, to), "{:?} to {:?}", from, to);
        }
    }

    #[test]
    fn allowing_more_on_the_wires_loses_nothing(
        (mesh, mut more) in any_mesh().prop_flat_map(|mesh| {
            let n_clusters = mesh.clusters.len();
            (Just(mesh), any_entry(n_clusters))
        }),
    ) {
        more.allow = true;
        let before = rows(&mesh);
        let mut wider = mesh.clone();
        wider.connectivity.push(more);
        prop_assert_eq!(lost(&mesh, &before, &rows(&wider)), []);
    }

    #[test]
    fn letting_more_reach_an_api_server_loses_nothing(
        (mesh, cluster, end) in any_mesh().prop_flat_map(|mesh| {
            let n_clusters = mesh.clusters.len();
            (Just(mesh), 0..n_clusters, any_end(n_clusters))
        }),
    ) {
        let before = rows(&mesh);
        let mut wider = mesh.clone();
        if let ReachableFrom::Only(ends) = &mut wider.clusters[cluster].api_server.reachable_from {
            ends.push(end);
        }
        prop_assert_eq!(lost(&mesh, &before, &rows(&wider)), []);
    }

    #[test]
    fn a_permitted_gateway_more_loses_nothing((mesh, cluster) in any_mesh().prop_flat_map(|mesh| {
        let n_clusters = mesh.clusters.len();
        (Just(mesh), (0..n_clusters).prop_map(ClusterIndex))
    })) {
        let mut wider = mesh.clone();
        if wider[cluster].gateway.is_none() && is_permitted_gateway(&mesh, cluster) {
            wider.clusters[cluster.0].gateway = Some(gateway(Exposure::LoadBalancer));
        }
        prop_assert_eq!(lost(&mesh, &rows(&mesh), &rows(&wider)), []);
    }

    #[test]
    fn the_order_of_clusters_decides_nothing(mesh in any_mesh()) {
        let n_clusters = mesh.clusters.len();
        let turn = |index: ClusterIndex| ClusterIndex(n_clusters - 1 - index.0);
        let turn_end = |end: End| match end {
            End::Cluster(cluster) => End::Cluster(turn(cluster)),
            End::Network(network) => End::Network(network),
        };
        let mut turned = mesh.clone();
        turned.clusters.reverse();
        for cluster in &mut turned.clusters {
            if let Role::Remote { control_plane, .. } = &mut cluster.role {
                *control_plane = control_plane.map(turn);
            }
            if let ReachableFrom::Only(ends) = &mut cluster.api_server.reachable_from {
                for end in ends {
                    *end = turn_end(*end);
                }
            }
        }
        for entry in &mut turned.connectivity {
            entry.from = entry.from.map(turn_end);
            entry.to = entry.to.map(turn_end);
        }
        let (before, after) = (rows(&mesh), rows(&turned));
        for (from, to) in pairs(&mesh) {
            prop_assert_eq!(before.reaches(from, to), after.reaches(turn(from), turn(to)));
        }
    }

    #[test]
    fn like_clusters_and_two_way_wires_make_reach_two_way(
        networks in vec(0..MAX_NETWORKS, 1..MAX_CLUSTERS),
        has_gateways in any::<bool>(),
        entries in vec(any_entry(MAX_CLUSTERS), 0..4),
    ) {
        let clusters: Vec<Cluster> = networks
            .iter()
            .enumerate()
            .map(|(index, &network)| {
                let mut cluster = primary(&format!("c{index}"), network);
                cluster.gateway = has_gateways.then(|| gateway(Exposure::LoadBalancer));
                cluster
            })
            .collect();
        let mut mesh = mesh(clusters);
        for one_way in entries {
            let back = Connectivity { from: one_way.to, to: one_way.from, ..one_way.clone() };
            mesh.connectivity.extend([one_way, back]);
        }
        let rows = rows(&mesh);
        for (from, to) in pairs(&mesh) {
            prop_assert_eq!(rows.reaches(from, to), rows.reaches(to, from), "{:?} and {:?}", from, to);
        }
    }

    #[test]
    fn why_tells_what_reach_decides(mesh in any_mesh()) {
        let graph = MeshGraph::build(&mesh);
        for (from, to) in pairs(&mesh) {
            let why = why(&mesh, &graph, from, to);
            let first = why.hops.iter().find_map(|hop| hop.broken);
            let decided = match why.verdict {
                Reach::Broken(broken) => Some(broken),
                Reach::Same | Reach::Direct | Reach::Gateway { .. } => None,
            };
            prop_assert_eq!(first, decided, "{:?} to {:?}", from, to);
            prop_assert_eq!(why.fixes.is_empty(), first.is_none());
        }
    }

    #[test]
    fn each_repair_mends_what_it_is_for(mesh in any_mesh(), pair in (0..MAX_CLUSTERS, 0..MAX_CLUSTERS)) {
        let n_clusters = mesh.clusters.len();
        let (from, to) = (ClusterIndex(pair.0 % n_clusters), ClusterIndex(pair.1 % n_clusters));
        let mut mended = mesh;
        for _ in 0..24 {
            let told = why(&mended, &MeshGraph::build(&mended), from, to);
            let Some(place) = told.hops.iter().position(|hop| !hop.passes()) else {
                return Ok(());
            };
            let broken = told.hops[place].broken;
            for fix in &told.fixes {
                let mut tried = mended.clone();
                apply(&mut tried, fix);
                let again = why(&tried, &MeshGraph::build(&tried), from, to);
                let first = again.hops.iter().find_map(|hop| hop.broken);
                prop_assert_ne!(first, broken, "{:?}", fix);
            }
            apply(&mut mended, &told.fixes[0]);
        }
        prop_assert!(false, "repairs do not come to an end");
    }

    #[test]
    fn network_paths_are_what_the_wires_between_clusters_are(mesh in any_mesh()) {
        let graph = MeshGraph::build(&mesh);
        let has_workloads = |cluster: ClusterIndex| mesh[cluster].role != Role::External;
        let paths: Vec<_> = graph.network_paths().collect();
        for (from, to) in pairs(&mesh) {
            if from == to || !has_workloads(from) || !has_workloads(to) {
                continue;
            }
            let path = paths
                .iter()
                .find(|path| path.from == mesh[from].network && path.to == mesh[to].network)
                .expect("every pair of networks with workloads has a path");
            if let Err(broken) = graph.find_wire(from, to) {
                prop_assert!(matches!(path.kind, PathKind::Broken { .. }), "{:?}", broken);
            }
        }
        for path in paths {
            if let PathKind::Broken { from, to, broken } = path.kind {
                prop_assert_eq!(graph.find_wire(from, to), Err(broken));
                prop_assert_eq!((mesh[from].network, mesh[to].network), (path.from, path.to));
            }
        }
    }

    #[test]
    fn nothing_panics_on_indices_that_lead_nowhere(
        mesh in any_mesh(),
        wild in vec(prop::sample::select(&[0_usize, 1, 9, 4000, usize::MAX][..]), 6),
    ) {
        let mut mesh = mesh;
        mesh.clusters[0].network = NetworkIndex(wild[0]);
        mesh.clusters[0].role = Role::Remote {
            control_plane: Some(ClusterIndex(wild[1])),
            config: true,
        };
        mesh.clusters[0].api_server.reachable_from =
            ReachableFrom::Only(vec![End::Cluster(ClusterIndex(wild[2]))]);
        mesh.connectivity.push(entry(
            Some(End::Cluster(ClusterIndex(wild[3]))),
            Some(End::Network(NetworkIndex(wild[4]))),
            &[],
            false,
        ));
        let graph = MeshGraph::build(&mesh);
        let some = [0, 1, wild[5]].map(ClusterIndex);
        for from in some {
            for to in some {
                let told = why(&mesh, &graph, from, to);
                prop_assert_eq!(told.verdict, graph.reach(from, to));
                prop_assert_eq!(graph.reach_rows().reaches(from, to), graph.reaches(from, to));
            }
        }
        for flow in flows(&mesh) {
            flow.from.text(&mesh);
            flow.to.addresses(&mesh);
        }
        prop_assert!(graph.network_paths().count() <= mesh.networks.len().pow(2));
    }
}
