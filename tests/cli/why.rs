//! `why`: hop by hop.

use serde_json::Value;

use crate::tool::{GOOD, Place, assert_expected, without_gateway};

#[test]
fn a_way_is_told_hop_by_hop() {
    let ended = Place::with(GOOD).run(&["why", "mesh.yaml", "west", "east"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_expected("why.txt", &ended.out);
}

#[test]
fn what_is_missing_is_told_with_its_repair() {
    let place = Place::with(&without_gateway());
    let ended = place.run(&["why", "mesh.yaml", "west", "east"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains('✗'), "{}", ended.out);
    assert!(ended.out.contains("To repair it"), "{}", ended.out);
    // The way back needs only the gateway that is there.
    assert_eq!(
        place.run(&["why", "mesh.yaml", "east", "west"]).code,
        Some(0)
    );
}

#[test]
fn programs_and_tickets_get_the_same_answer() {
    let place = Place::with(&without_gateway());
    let ended = place.run(&["why", "--json", "mesh.yaml", "west", "east"]);
    assert_eq!(ended.code, Some(1));
    let why: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert_eq!(why["apiVersion"], "meshwright/wire/v1");
    assert_eq!(why["arrives"], false);
    assert!(why["fixes"][0]["edits"].is_array());
    let ended = place.run(&["why", "--format", "markdown", "mesh.yaml", "west", "east"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.out.starts_with("**Requests from `west` do not reach"),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("\n- [ ] "), "{}", ended.out);
}

#[test]
fn a_service_counts_where_it_is_offered() {
    let place = Place::with(&GOOD.replace("clusters: [west, east]", "clusters: [west]"));
    let run = |to| {
        let service = ["--service", "helloworld.sample"];
        place.run(&[&["why", "mesh.yaml", "west", to][..], &service].concat())
    };
    assert_eq!(run("west").code, Some(0));
    assert_eq!(run("east").code, Some(1));
}

#[test]
fn names_that_mean_nothing_are_corrected() {
    let place = Place::with(GOOD);
    let ended = place.run(&["why", "mesh.yaml", "west", "eats"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    assert_eq!(
        ended.err,
        "error: there is no cluster `eats` in this topology; did you mean `east`?\n"
    );
}
