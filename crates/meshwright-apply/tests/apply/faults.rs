//! What can go wrong with a tool, at every call that writes: each outcome is named right, nothing
//! is called done that is not, and the next apply reaches the end.

use meshwright_apply::fake::{Fault, FaultKind};
use meshwright_apply::{Cause, Outcome};

use crate::support::{Scene, example, explain, journal, journal_with};

const EXAMPLE: &str = "primary-remote-two-networks.yaml";

/// The cause that a kind of fault is told as; `None` where all was done and a look shows it.
fn told_as(kind: FaultKind) -> Option<Cause> {
    Some(match kind {
        FaultKind::Missing => Cause::NotStarted,
        FaultKind::BeforeContact => Cause::NotSent,
        FaultKind::AfterHalf => Cause::Refused,
        FaultKind::Hang => Cause::TimedOut,
        FaultKind::Killed => Cause::Killed,
        FaultKind::Conflict => Cause::Conflict,
        FaultKind::Forbidden => Cause::Forbidden,
        FaultKind::Expired => Cause::Unauthorized,
        FaultKind::Tls => Cause::Untrusted,
        FaultKind::Terminating => Cause::Terminating,
        FaultKind::Unreachable => Cause::Unreachable,
        FaultKind::AfterAll
        | FaultKind::HangAfterAll
        | FaultKind::Mute
        | FaultKind::Cut
        | FaultKind::Flood => return None,
    })
}

#[test]
fn every_fault_at_every_write_is_named_and_overcome() {
    let scene = Scene::new(&example(EXAMPLE));
    let whole = scene.world();
    let (first, _) = journal();
    assert!(scene.apply(&whole, &first).is_complete());
    let n_writes = whole.state().n_writes;
    for kind in FaultKind::ALL {
        for place in 0..n_writes {
            let about = format!("{kind:?} at {place}");
            let world = scene.world();
            world.faults.lock().expect("nobody panics").push(Fault {
                at: Some(place),
                kind,
            });
            let (journal, store) = journal();
            let summary = scene.apply(&world, &journal);
            match told_as(kind) {
                None => {
                    assert!(
                        summary.is_complete(),
                        "{about}: {}",
                        explain(&scene, &summary)
                    );
                }
                Some(cause) => {
                    let (_, failure) = summary.failures.first().unwrap_or_else(|| {
                        panic!("{about}: nobody noticed");
                    });
                    // Half of one object is none, and half of two may be all that was missing.
                    assert_eq!(failure.cause, cause, "{about}");
                    assert!(summary.count(Outcome::Failed) + summary.count(Outcome::TimedOut) > 0);
                    assert!(!failure.detail.contains('\u{1b}'), "{about}");
                }
            }
            world.faults.lock().expect("nobody panics").clear();
            let (journal, _) = journal_with(store.bytes());
            let summary = scene.apply(&world, &journal);
            assert!(
                summary.is_complete(),
                "{about}: {}",
                explain(&scene, &summary)
            );
        }
    }
}

#[test]
fn a_wait_that_passes_its_limit_says_for_what() {
    let scene = Scene::new(&example(EXAMPLE));
    let world = scene.world();
    for cluster in world.state().clusters.values_mut() {
        cluster.has_no_addresses = true;
    }
    let (journal, _) = journal();
    let summary = scene.apply(&world, &journal);
    assert_eq!(
        summary.count(Outcome::TimedOut),
        1,
        "{:?}",
        summary.failures
    );
    let said = explain(&scene, &summary);
    assert!(
        said.contains("istio-eastwestgateway has no address yet"),
        "{said}"
    );
    assert!(summary.count(Outcome::Blocked) > 3);
}

#[test]
fn pods_that_a_webhook_refuses_are_told_with_what_helps() {
    let scene = Scene::new(&example("two-primaries-one-network.yaml"));
    let world = scene.world();
    for cluster in world.state().clusters.values_mut() {
        cluster.refuses_pods = true;
    }
    let (journal, _) = journal();
    let said = explain(&scene, &scene.apply(&world, &journal));
    assert!(said.contains("failed calling webhook"), "{said}");
    assert!(said.contains("rollout restart"), "{said}");
}

#[test]
fn a_full_disk_stops_before_anything_is_begun_that_is_not_written_down() {
    let scene = Scene::new(&example(EXAMPLE));
    let world = scene.world();
    let (journal, store) = journal();
    store.fill();
    scene
        .try_apply(&world, &journal)
        .expect_err("the journal is full");
    assert_eq!(world.state().n_writes, 0);
}

#[test]
fn a_remote_secret_that_does_not_work_replaces_none_that_does() {
    let text = example("two-primaries-two-networks.yaml");
    let scene = Scene::new(&text);
    let world = scene.world();
    let (first, store) = journal();
    assert!(scene.apply(&world, &first).is_complete());
    let before = world.state().clusters["cluster1"].versions();

    // The same mesh with an address of an API server at which nobody answers.
    let moved = text.replace(
        "  - name: cluster2\n    network: network2\n",
        "  - name: cluster2\n    network: network2\n    apiServer: {url: \"https://nowhere.example.com:6443\"}\n",
    );
    assert_ne!(moved, text);
    let moved = Scene::new(&moved);
    let moved_world =
        meshwright_apply::fake::World::with(world.state().clone(), &moved.ready().artifacts);
    moved.copy_certificates(&scene);
    let (journal, _) = journal_with(store.bytes());
    let summary = moved.apply(&moved_world, &journal);
    let said = explain(&moved, &summary);
    assert!(said.contains("has one that may work"), "{said}");
    let after = moved_world.state().clusters["cluster1"].versions();
    let secret = "Secret/istio-system/istio-remote-secret-cluster2";
    assert_eq!(before[secret], after[secret]);
}
