//! Losses of small meshes, told by name.

use meshwright_diag::{Language, Words};
use meshwright_model::{CaKind, Loss, Mesh};
use proptest::prelude::*;

use super::{Because, Harm, Losses, Part, PartError, Until, fails_to_survive, parts};
use crate::testing::{
    A, B, C, mesh, primary, primary_and_remote, primary_with_gateway, remote, two_networks,
};
use crate::{MeshGraph, WORDS};

fn with<T>(mesh: &Mesh, ask: impl FnOnce(&Losses<'_>) -> T) -> T {
    let graph = MeshGraph::build(mesh);
    ask(&Losses::new(mesh, &graph))
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn a_lost_cluster_breaks_the_requests_to_it_and_no_others() {
    let mesh = mesh(vec![
        primary("east", 0),
        primary("west", 0),
        primary("north", 0),
    ]);
    with(&mesh, |losses| {
        let told = losses.what_if(&[Part::Cluster(A)]);
        assert_eq!(told.gone, [A]);
        assert_eq!(told.running, [B, C]);
        let pairs: Vec<_> = told.pairs.iter().map(|it| (it.from, it.to)).collect();
        assert_eq!(pairs, [(B, A), (C, A)]);
        assert!(near(told.impact.share, 2.0 / 6.0));
        assert!(near(told.callers[0].share, 1.0 / 3.0));
    });
}

#[test]
fn a_lost_control_plane_leaves_requests_alone_and_stops_new_pods() {
    with(&primary_and_remote(), |losses| {
        let told = losses.what_if(&[Part::ControlPlane(A)]);
        assert!(told.pairs.is_empty());
        let because = Because::ControlPlane { cluster: A };
        assert_eq!(told.old_config, [(A, because), (B, because)]);
        assert_eq!(told.no_new_pods, [(A, because), (B, because)]);
        assert_eq!(because.until(), Until::CertificatesExpire);
        let told = losses.what_if(&[Part::Gateway(A)]);
        let because = Because::ControlGateway { cluster: A };
        assert_eq!(
            told.no_new_pods,
            [(B, because)],
            "remotes come in by the gateway"
        );
        assert_eq!(told.running, [A]);
    });
}

#[test]
fn a_standby_takes_over() {
    let mut mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 0),
        remote("south", 0, A),
    ]);
    assert!(with(&mesh, |it| it.harm(Part::ControlPlane(A))).is_some());
    mesh.clusters[2].standbys = vec![B];
    assert_eq!(with(&mesh, |it| it.harm(Part::ControlPlane(A))), None);
}

#[test]
fn a_lost_gateway_breaks_its_part_of_the_requests() {
    let mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 1),
        primary_with_gateway("north", 1),
        primary("south", 1),
    ]);
    with(&mesh, |losses| {
        let told = losses.what_if(&[Part::Gateway(B)]);
        let pairs: Vec<_> = told.pairs.iter().map(|it| (it.to.0, it.share)).collect();
        assert_eq!(
            pairs,
            [(1, 1.0), (3, 0.5)],
            "its own pods, and half of those it shares"
        );
        assert_eq!(told.running.len(), 4);
    });
}

#[test]
fn a_lost_api_server_is_not_followed_any_more() {
    with(&two_networks(), |losses| {
        let told = losses.what_if(&[Part::ApiServer(B)]);
        assert_eq!(told.unwatched, [(A, B)]);
        assert_eq!(told.old_config, [(B, Because::OwnApiServer)]);
        assert_eq!(told.no_new_pods, [(B, Because::OwnApiServer)]);
        assert!(told.pairs.is_empty());
    });
    with(&primary_and_remote(), |losses| {
        let told = losses.what_if(&[Part::ApiServer(A)]);
        let of_remote = (B, Because::ConfigApiServer { cluster: A });
        assert_eq!(told.old_config, [(A, Because::OwnApiServer), of_remote]);
        assert_eq!(told.no_new_pods, [(A, Because::OwnApiServer)]);
    });
}

#[test]
fn a_network_that_is_cut_off_keeps_to_itself() {
    let mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 1),
        primary("north", 1),
    ]);
    with(&mesh, |losses| {
        let told = losses.what_if(&[Part::Network(meshwright_model::NetworkIndex(1))]);
        assert_eq!(told.pairs.len(), 4, "two clusters, both ways");
        assert!(told.pairs.iter().all(|it| it.because == Because::Network));
        assert_eq!(told.unwatched.len(), 4);
        assert_eq!(told.running.len(), 3);
    });
}

#[test]
fn a_root_takes_its_clusters_with_it() {
    let mut mesh = primary_and_remote();
    mesh.ca.kind = CaKind::SelfSigned;
    with(&mesh, |losses| {
        let root = Part::parse(losses.mesh, losses.graph, "root:east").expect("it is there");
        assert_eq!(losses.impact(&[root]).n_pairs, 2);
    });
}

#[test]
fn parts_are_read_as_they_are_written() {
    let mesh = two_networks();
    let graph = MeshGraph::build(&mesh);
    for part in parts(&mesh, &graph) {
        assert_eq!(Part::parse(&mesh, &graph, &part.reference(&mesh)), Ok(part));
    }
    let error = |text: &str| Part::parse(&mesh, &graph, text).expect_err("no such part");
    assert_eq!(error("eats"), PartError::Name("eats".to_owned()));
    assert_eq!(error("pod:east"), PartError::Kind("pod".to_owned()));
    assert_eq!(
        error("root:east"),
        PartError::Absent("root:east".to_owned())
    );
}

#[test]
fn primaries_on_one_network_survive_and_a_primary_with_remotes_does_not() {
    let flat = mesh(vec![primary("east", 0), primary("west", 0)]);
    for loss in [
        Loss::AnyCluster,
        Loss::AnyControlPlane,
        Loss::AnyApiServer,
        Loss::AnyGateway,
    ] {
        assert_eq!(
            with(&flat, |it| fails_to_survive(it, &loss)),
            None,
            "{loss:?}"
        );
    }
    let hub = primary_and_remote();
    for loss in [Loss::AnyCluster, Loss::AnyControlPlane, Loss::Cluster(A)] {
        let (part, harm) = with(&hub, |it| fails_to_survive(it, &loss)).expect("it does not");
        assert_eq!(part.host(), Some(A));
        assert!(
            matches!(harm, Harm::ControlPlane { cluster: B, .. }),
            "{harm:?}"
        );
    }
    assert_eq!(
        with(&hub, |it| fails_to_survive(it, &Loss::Cluster(B))),
        None
    );
    let networks = two_networks();
    let (part, _) = with(&networks, |it| fails_to_survive(it, &Loss::AnyGateway)).expect("no");
    assert_eq!(part, Part::Gateway(A));
}

#[test]
fn everything_that_can_be_lost_has_words() {
    let words = Words::new(Language::En, &[WORDS]);
    let mut mesh = primary_and_remote();
    mesh.clusters[1].network = meshwright_model::NetworkIndex(0);
    let mut texts: Vec<_> = [
        Because::Gone,
        Because::ControlPlane { cluster: A },
        Because::ControlGateway { cluster: A },
        Because::OwnApiServer,
        Because::ConfigApiServer { cluster: A },
        Because::Network,
        Because::Gateway,
        Because::Root,
    ]
    .map(|it| it.text(&mesh))
    .to_vec();
    texts.extend(
        [
            Until::CertificatesExpire,
            Until::StreamsEnd,
            Until::Unlimited,
        ]
        .map(Until::text),
    );
    let networks = two_networks();
    for part in parts(&networks, &MeshGraph::build(&networks)) {
        texts.push(part.text(&networks));
    }
    for error in [PartError::Kind, PartError::Name, PartError::Absent] {
        texts.push(error("x".to_owned()).text());
    }
    texts.extend(crate::istiod::Reason::ALL.iter().map(|it| it.text()));
    for text in texts {
        let said = words.find(&text).expect("the catalogue has the message");
        assert!(!said.contains("{$"), "{}: {said}", text.key);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn numbers_and_lists_of_a_loss_agree(mesh in crate::properties::any_mesh()) {
        let graph = MeshGraph::build(&mesh);
        let losses = Losses::new(&mesh, &graph);
        let two = losses.pairs().into_iter().step_by(7).take(40);
        for impact in losses.each().into_iter().chain(two) {
            let told = losses.what_if(&impact.parts);
            prop_assert_eq!(told.pairs.len(), impact.n_pairs, "{:?}", impact.parts);
            let lost: f64 = told.pairs.iter().map(|it| it.share).sum();
            let all = graph.reach_rows().n_pairs();
            prop_assert!(all == 0 || near(impact.share, lost / super::count(all)));
            prop_assert_eq!(told.gone.len(), impact.n_gone);
            prop_assert_eq!(told.old_config.len(), impact.n_old_config);
            prop_assert_eq!(told.no_new_pods.len(), impact.n_no_new_pods);
            prop_assert_eq!(told.unwatched.len(), impact.n_unwatched);
            let state = losses.state(&impact.parts);
            let breaks = told.pairs.iter().any(|pair| !told.gone.contains(&pair.to));
            prop_assert_eq!(losses.loses_requests(&state), breaks, "{:?}", impact.parts);
        }
    }

    #[test]
    fn losing_more_never_costs_less(mesh in crate::properties::any_mesh()) {
        let graph = MeshGraph::build(&mesh);
        let losses = Losses::new(&mesh, &graph);
        let survivors = |impact: &super::Impact| {
            let state = losses.state(&impact.parts);
            state.gone.len()
        };
        for pair in losses.pairs().into_iter().take(60) {
            for part in &pair.parts {
                let one = losses.impact(&[*part]);
                // A caller that is gone has no requests to lose.
                if survivors(&one) == survivors(&pair) {
                    prop_assert!(one.share <= pair.share + 1e-9, "{:?}", pair.parts);
                }
            }
        }
    }
}
