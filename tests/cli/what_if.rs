//! `what-if`: who loses what.

use serde_json::Value;

use crate::tool::{GOOD, Place, assert_expected};

const HUB: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
clusters:
  - {name: hub, network: net-1, podCidrs: [10.1.0.0/16], eastWestGateway: {}}
  - {name: spoke, network: net-2, role: remote, controlPlane: hub, eastWestGateway: {}}
  - {name: other, network: net-3, eastWestGateway: {}}
";

#[test]
fn a_lost_control_plane_is_told_by_cluster() {
    let ended = Place::with(HUB).run(&["what-if", "mesh.yaml", "--lose", "hub"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_expected("what-if.txt", &ended.out);
}

#[test]
fn losses_are_ranked() {
    let place = Place::with(HUB);
    let ended = place.run(&["what-if", "mesh.yaml", "--lose-each"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_expected("what-if-each.txt", &ended.out);
    let ended = place.run(&[
        "what-if",
        "mesh.yaml",
        "--lose-each",
        "--pairs",
        "--top",
        "3",
    ]);
    assert_eq!(ended.out.lines().count(), 4, "{}", ended.out);
    assert!(ended.err.contains("more losses"), "{}", ended.err);
}

#[test]
fn programs_and_tickets_get_the_same_answer() {
    let place = Place::with(HUB);
    let lose = ["--lose", "gateway:hub", "network:net-3"];
    let ended = place.run(&[&["what-if", "--json", "mesh.yaml"][..], &lose].concat());
    let told: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert_eq!(told["kind"], "WhatIf");
    assert_eq!(
        told["lost"],
        serde_json::json!(["gateway:hub", "network:net-3"])
    );
    assert_eq!(told["noNewPods"][0]["cluster"], "spoke");
    assert_eq!(told["oldConfiguration"][0]["until"], "certificates-expire");
    let ended = place.run(&[&["what-if", "--format", "markdown", "mesh.yaml"][..], &lose].concat());
    assert!(ended.out.starts_with("**Without "), "{}", ended.out);
    let ended = place.run(&["what-if", "--json", "mesh.yaml", "--lose-each"]);
    let told: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert_eq!(told["kind"], "Losses");
}

#[test]
fn names_that_mean_nothing_are_told() {
    let place = Place::with(GOOD);
    for part in ["nobody", "pod:east", "root:east"] {
        let ended = place.run(&["what-if", "mesh.yaml", "--lose", part]);
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{part}");
    }
    let ended = place.run(&["what-if", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2), "something has to be lost");
}
