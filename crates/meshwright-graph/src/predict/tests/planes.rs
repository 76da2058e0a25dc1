//! Clusters with sidecars beside ambient ones: what each is sent of the other, and that the graph
//! says the same.

use meshwright_diag::{Language, Words};
use meshwright_model::{ClusterIndex, DataPlane, Exposure, Mesh};

use super::{lines, lines_with};
use crate::istiod::IstiodFacts;
use crate::testing::{A, B, C, forbid, gateway, mesh, primary, primary_with_gateway, two_networks};
use crate::{Broken, MeshGraph, Reach, WORDS, why};

fn with_ambient(mut mesh: Mesh, clusters: &[ClusterIndex]) -> Mesh {
    for cluster in clusters {
        mesh.clusters[cluster.0].istio.data_plane = DataPlane::Ambient;
    }
    mesh
}

fn reach(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> Reach {
    let graph = MeshGraph::build(mesh);
    let reach = graph.reach(from, to);
    assert_eq!(graph.reach_rows().reaches(from, to), reach.arrives());
    reach
}

#[test]
fn nothing_passes_between_sidecars_and_ambient_pods_of_another_network() {
    let mesh = with_ambient(two_networks(), &[B]);
    for (from, to) in [(A, B), (B, A)] {
        let apart = Broken::DataPlanes { from, to };
        assert_eq!(reach(&mesh, from, to), Reach::Broken(apart));
    }
    let said = "`east` has sidecars and `west` is ambient: no gateway passes requests from one \
                to the other";
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 2", &format!("nothing of `west`: {said}")]
    );
    assert_eq!(
        lines(&mesh, B),
        ["pod of west:5000 1", &format!("nothing of `east`: {said}")]
    );
}

#[test]
fn ambient_clusters_of_two_networks_reach_each_other_through_tunnels() {
    let mesh = with_ambient(two_networks(), &[A, B]);
    assert_eq!(reach(&mesh, A, B), Reach::Gateway { gateways: vec![B] });
    assert_eq!(
        lines(&mesh, A),
        ["pod of east:5000 1", "address of west's gateway:15008 1"]
    );
    let words = Words::new(Language::En, &[WORDS]);
    let told = why(&mesh, &MeshGraph::build(&mesh), A, B);
    let said: Vec<String> = told.hops.iter().map(|hop| words.say(&hop.text)).collect();
    let speaks = |of: &str| said.iter().any(|it| it.contains(of));
    assert!(speaks("class `istio-east-west`") && speaks("on port 15008"));
    assert!(!speaks("AUTO_PASSTHROUGH"), "{said:?}");
    let mut shut = mesh;
    shut.connectivity = vec![forbid(A, B, &[15443])];
    assert!(reach(&shut, A, B).arrives(), "sidecars use that port");
    shut.connectivity = vec![forbid(A, B, &[15008])];
    assert!(!reach(&shut, A, B).arrives());
}

#[test]
fn on_one_network_both_reach_each_other() {
    let mesh = with_ambient(mesh(vec![primary("east", 0), primary("west", 0)]), &[B]);
    for (from, to, list) in [
        (A, B, ["pod of east:5000 1", "pod of west:5000 1"]),
        (B, A, ["pod of east:5000 1", "pod of west:5000 1"]),
    ] {
        assert_eq!(reach(&mesh, from, to), Reach::Direct);
        let mut listed = lines(&mesh, from);
        listed.sort();
        assert_eq!(listed, list);
    }
}

/// `east` on one network, `west` and `north` on another.
fn three(ambient: &[ClusterIndex]) -> Mesh {
    let clusters = vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 1),
        primary("north", 1),
    ];
    with_ambient(mesh(clusters), ambient)
}

#[test]
fn tunnels_to_a_network_end_at_its_ambient_pods_only() {
    let mesh = three(&[A, B]);
    assert!(reach(&mesh, A, B).arrives());
    let apart = Broken::DataPlanes { from: A, to: C };
    assert_eq!(reach(&mesh, A, C), Reach::Broken(apart));
    // One tunnel for the network: what it hands to pods with sidecars breaks.
    assert_eq!(
        lines(&mesh, A),
        [
            "pod of east:5000 1",
            "address of west's gateway:15008 2 breaks"
        ]
    );
}

#[test]
fn a_gateway_for_sidecars_is_none_for_ambient_pods_behind_it() {
    let mesh = three(&[A, C]);
    let lacking = Broken::NoTunnelGateway { cluster: C };
    assert_eq!(reach(&mesh, A, C), Reach::Broken(lacking));
    assert_eq!(
        lines(&mesh, A),
        [
            "pod of east:5000 1",
            "nothing of `west`: `west` has sidecars and `east` is ambient: no gateway passes \
             requests from one to the other",
            "nothing of `north`: `north` is ambient, and no ambient cluster on network `net-2` \
             has an east-west gateway",
        ]
    );
    let mut mended = mesh;
    mended.clusters[2].gateway = Some(gateway(Exposure::LoadBalancer));
    assert!(reach(&mended, A, C).arrives());
}

#[test]
fn sidecars_use_the_gateway_for_sidecars_of_an_ambient_cluster() {
    let mesh = three(&[B]);
    assert_eq!(reach(&mesh, A, C), Reach::Gateway { gateways: vec![B] });
    let nothing = "nothing of `west`: `east` has sidecars and `west` is ambient: no gateway \
                   passes requests from one to the other";
    assert_eq!(
        lines(&mesh, A),
        [
            "pod of east:5000 2",
            "address of west's gateway:15443 2",
            nothing
        ]
    );
    // Up to 1.28 its gateway for tunnels was taken for one for sidecars, too.
    let old = IstiodFacts {
        checks_gateway_port: false,
        sidecars_skip_port_zero: false,
        ..IstiodFacts::default()
    };
    assert_eq!(
        lines_with(&mesh, A, old),
        [
            "pod of east:5000 2",
            "address of west's gateway:15443 1",
            "address of west's gateway:15443 1 breaks",
            nothing,
        ]
    );
}
