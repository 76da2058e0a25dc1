use std::collections::BTreeMap;

use super::{NewCluster, apply, delete_clusters, rename, with_clusters, with_positions};
use crate::document::Document;
use crate::geometry::Point;
use crate::sketch::RoleSketch;

const TEXT: &str = "\
# The shop.
metadata: {name: shop}
clusters:
  - name: east # here
    network: n1
  - name: west
    network: n2
    role: remote
    controlPlane: east
services:
  - {name: hello, namespace: sample, clusters: [east, west]}
expect:
  - reach: {from: east, to: west}
";

fn new(name: &str) -> NewCluster {
    NewCluster {
        name: name.to_owned(),
        network: "n2".to_owned(),
        role: Some(RoleSketch::Remote),
        control_plane: Some("east".to_owned()),
        has_gateway: true,
    }
}

#[test]
fn a_cluster_is_added_in_lines_of_its_own() {
    let text = with_clusters(&Document::new(TEXT), &[new("north")]).expect("it is a topology");
    let expected = TEXT.replace(
        "services:\n",
        "  - name: north\n    network: n2\n    role: remote\n    controlPlane: east\n    \
         eastWestGateway: {}\nservices:\n",
    );
    assert_eq!(text, expected);
}

#[test]
fn the_first_cluster_begins_the_list() {
    for text in [
        crate::EMPTY.to_owned(),
        format!("{}clusters: []\n", crate::EMPTY),
    ] {
        let text = with_clusters(&Document::new(&text), &[new("north")]).expect("a topology");
        let document = Document::new(&text);
        assert_eq!(document.sketch.clusters.len(), 1, "{text}");
        assert!(text.contains("clusters:\n  - name: north\n"), "{text}");
    }
}

#[test]
fn positions_are_a_section_at_the_end_and_go_when_there_are_none() {
    let document = Document::new(TEXT);
    let places = BTreeMap::from([("east".to_owned(), Point::new(12.4, -0.2))]);
    let text = with_positions(&document, &places).expect("a topology");
    assert_eq!(
        text,
        format!("{TEXT}view:\n  positions:\n    east: [12, 0]\n")
    );
    let again = Document::new(&text);
    assert_eq!(again.sketch.positions.len(), 1);
    assert_eq!(
        with_positions(&again, &BTreeMap::new()),
        Ok(TEXT.to_owned())
    );
}

#[test]
fn positions_in_braces_are_replaced() {
    let document = Document::new(&format!("view: {{positions: {{east: [1, 2]}}}}\n{TEXT}"));
    let places = BTreeMap::from([("west".to_owned(), Point::new(5.0, 6.0))]);
    let text = with_positions(&document, &places).expect("a topology");
    assert_eq!(
        text,
        format!("{TEXT}view:\n  positions:\n    west: [5, 6]\n")
    );
}

#[test]
fn a_name_is_changed_wherever_it_stands() {
    let document = Document::new(TEXT);
    let root = document.model.root.as_ref().expect("a map");
    let text = apply(&document, &rename(root, "east", "south", true)).expect("a topology");
    assert!(!text.replace("reach", "").contains("east"), "{text}");
    assert!(text.contains("- name: south # here"), "{text}");
    let networks = apply(&document, &rename(root, "n1", "n9", false)).expect("a topology");
    assert!(
        networks.contains("network: n9") && !networks.contains("n1"),
        "{networks}"
    );
}

#[test]
fn what_named_a_deleted_cluster_goes_with_it() {
    let text = TEXT.replace("expect:\n  - reach: {from: east, to: west}\n", "");
    let document = Document::new(&text);
    let root = document.model.root.as_ref().expect("a map");
    let text = apply(&document, &delete_clusters(root, &["east"])).expect("a topology");
    let document = Document::new(&text);
    assert_eq!(document.sketch.clusters.len(), 1);
    assert!(!text.contains("east"), "{text}");
}

#[test]
fn an_unreadable_text_is_left_alone() {
    let document = Document::new(TEXT).with_text("- a\n");
    assert_eq!(apply(&document, &[]), Err(super::Refusal::Unreadable));
}
