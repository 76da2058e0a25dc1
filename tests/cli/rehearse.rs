//! `rehearse`, as far as it goes without servers: what is missing, what cannot be rehearsed.

use crate::tool::{GOOD, Place};

#[test]
fn programs_that_are_missing_are_named_with_the_way_to_get_them() {
    let ended = Place::with(GOOD).run(&["rehearse", "mesh.yaml", "--script"]);
    assert_eq!(ended.code, Some(2), "{}", ended.err);
    assert_eq!(ended.out, "");
    for part in ["`kube-apiserver`", "`istioctl`", "--setup", "--tools"] {
        assert!(ended.err.contains(part), "{part}: {}", ended.err);
    }
    assert!(!ended.err.contains("`helm`"), "{}", ended.err);
}

#[test]
fn helm_is_missing_only_where_it_installs() {
    let text = GOOD.replace(
        "clusters:\n  - name: west",
        "mesh: {istio: {installMethod: helm}}\nclusters:\n  - name: west",
    );
    let ended = Place::with(&text).run(&["rehearse", "mesh.yaml", "--script"]);
    assert!(ended.err.contains("`helm`"), "{}", ended.err);
}

#[test]
fn a_mesh_that_cannot_be_rehearsed_is_refused_before_anything_is_looked_for() {
    let text = GOOD.replace(
        "clusters:\n  - name: west",
        "mesh: {istio: {installMethod: sail}}\nclusters:\n  - name: west",
    );
    let ended = Place::with(&text).run(&["rehearse", "mesh.yaml", "--script"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("Sail operator"), "{}", ended.err);
    assert!(!ended.err.contains("--setup"), "{}", ended.err);
}

#[test]
fn errors_of_the_topology_come_first() {
    let text = GOOD
        .replace("network2", "network1")
        .replace("10.2.0.0", "10.1.0.0");
    let ended = Place::with(&text).run(&["rehearse", "mesh.yaml", "--script"]);
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.err.contains("error["), "{}", ended.err);
}

#[test]
fn a_setup_without_go_says_so() {
    let place = Place::new();
    let cache = place.path("cache");
    let mut command = place.command(&["rehearse", "--setup"]);
    command
        .env("MESHWRIGHT_CACHE", &cache)
        .env("PATH", place.path("nothing"));
    let ended = crate::tool::ended(&mut command, b"");
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("Go 1.26"), "{}", ended.err);
}
