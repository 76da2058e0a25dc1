//! `fmt` and `schema`: the document itself.

use serde_json::Value;

use crate::tool::{GOOD, Place};

#[test]
fn the_usual_layout_is_a_fixed_point() {
    let place = Place::with(GOOD);
    let ended = place.run(&["fmt", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(
        place.feed(&["fmt", "-"], ended.out.as_bytes()).out,
        ended.out
    );
    let check = |text: &str| place.feed(&["fmt", "--check", "-"], text.as_bytes());
    assert_eq!(
        (check(GOOD).code, check(GOOD).out),
        (Some(3), String::new())
    );
    assert_eq!(check(&ended.out).code, Some(0));
}

#[test]
fn every_default_can_be_written_out() {
    let place = Place::with(GOOD);
    let explicit = place.run(&["fmt", "--explicit", "mesh.yaml"]).out;
    assert!(
        explicit.contains("trustDomain: cluster.local\n"),
        "{explicit}"
    );
    assert!(explicit.contains("port: 15443\n"), "{explicit}");
    let (west, east) = (explicit.find("name: west"), explicit.find("name: east"));
    assert!(west < east, "the order of the document stays:\n{explicit}");
    let again = place.feed(&["fmt", "--explicit", "-"], explicit.as_bytes());
    assert_eq!(again.out, explicit);
    let checked = place.feed(&["check", "--deny", "info", "-"], explicit.as_bytes());
    assert_eq!(checked.code, Some(0), "{}", checked.out);
}

#[test]
fn comments_are_not_lost_by_accident() {
    let place = Place::with(GOOD);
    let ended = place.run(&["fmt", "--write", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--drop-comments"), "{}", ended.err);
    assert_eq!(place.read("mesh.yaml"), GOOD);
    let ended = place.run(&["fmt", "--write", "--drop-comments", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(place.run(&["fmt", "--check", "mesh.yaml"]).code, Some(0));
    assert_eq!(place.names(), ["mesh.yaml"]);
}

#[test]
fn a_document_that_cannot_be_read_is_not_written() {
    let text = GOOD.replace("podCidrs", "podCidrz");
    let place = Place::with(&text);
    for args in [&["fmt", "mesh.yaml"][..], &["fmt", "--write", "mesh.yaml"]] {
        let ended = place.run(args);
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
        assert!(ended.err.contains("podCidrz"), "{}", ended.err);
    }
    assert_eq!(place.read("mesh.yaml"), text);
}

#[test]
fn the_schema_is_json() {
    let ended = Place::new().run(&["schema"]);
    assert_eq!(ended.code, Some(0));
    let schema: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert!(schema.get("$schema").is_some(), "{schema}");
}
