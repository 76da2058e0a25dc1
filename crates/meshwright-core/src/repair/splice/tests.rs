use meshwright_diag::{Change, Edit, ModelPath};
use serde_json::json;

use super::{has_comments, read, splice};

const TEXT: &str = "\
# What it is.
metadata:
  name: shop # ours
clusters:
  # The first one.
  - name: east
    podCidrs: [10.1.0.0/16] # wide
    istio:
      values:
        a: 1
    # About west.
  - name: west
    network: net-2
    apiServer: {url: 'https://a'}
    addons:
      - kiali
      # Last words.

connectivity: []
";

fn edited(path: &str, change: Change) -> Option<String> {
    let path = ModelPath::parse(path);
    let edits = [Edit { path, change }];
    splice(TEXT, &read(TEXT), &edits).map(|(text, _)| text)
}

fn expect(path: &str, change: Change, from: &str, to: &str) {
    assert!(TEXT.contains(from), "{from}");
    let expected = TEXT.replacen(from, to, 1);
    assert_eq!(edited(path, change), Some(expected));
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    expect(
        "metadata/name",
        Change::Set(json!("no")),
        "shop # ours",
        "\"no\" # ours",
    );
    expect(
        "clusters/east/podCidrs",
        Change::Set(json!(["10.9.0.0/16"])),
        "[10.1.0.0/16]",
        "[\"10.9.0.0/16\"]",
    );
}

#[test]
fn a_field_is_added_after_the_last_line_of_its_map() {
    expect(
        "clusters/west/eastWestGateway",
        Change::Set(json!({})),
        "      - kiali\n",
        "      - kiali\n    eastWestGateway: {}\n",
    );
    expect(
        "clusters/east/istio/values/b",
        Change::Set(json!({"c": [true, "x"]})),
        "        a: 1\n",
        "        a: 1\n        b: {c: [true, x]}\n",
    );
    expect(
        "mesh/istio/version",
        Change::Set(json!("1.30")),
        "connectivity: []\n",
        "connectivity: []\nmesh: {istio: {version: \"1.30\"}}\n",
    );
}

#[test]
fn a_field_is_added_inside_braces() {
    expect(
        "clusters/west/apiServer/reachableFrom",
        Change::Set(json!(["*"])),
        "'https://a'}",
        "'https://a', reachableFrom: [\"*\"]}",
    );
}

#[test]
fn elements_are_added_to_lists_of_either_style() {
    expect(
        "clusters/west/addons",
        Change::Append(json!("jaeger")),
        "      - kiali\n",
        "      - kiali\n      - jaeger\n",
    );
    expect(
        "connectivity",
        Change::Append(json!({"allow": false})),
        "[]",
        "[{allow: false}]",
    );
    expect(
        "clusters/east/podCidrs",
        Change::Append(json!("10.2.0.0/16")),
        "/16]",
        "/16, \"10.2.0.0/16\"]",
    );
}

#[test]
fn fields_and_elements_are_cut_with_their_lines() {
    expect(
        "clusters/west/network",
        Change::Remove,
        "    network: net-2\n",
        "",
    );
    expect(
        "clusters/west",
        Change::Remove,
        "  - name: west\n    network: net-2\n    apiServer: {url: 'https://a'}\n    addons:\n      - kiali\n",
        "",
    );
}

#[test]
fn a_key_is_renamed() {
    expect(
        "clusters/west/addons",
        Change::Rename("extras".to_owned()),
        "addons:",
        "extras:",
    );
}

#[test]
fn what_would_come_out_otherwise_is_not_done() {
    // The dash before it belongs to the whole element.
    assert_eq!(edited("clusters/west/name", Change::Remove), None);
    // Several lines would have to go.
    assert_eq!(edited("clusters/east/istio", Change::Set(json!(1))), None);
    assert_eq!(edited("nowhere/at/all", Change::Remove), None);
}

#[test]
fn a_hash_after_a_space_may_be_a_comment() {
    for text in ["# a", "a: 1 # b", "a:\n  # b\n", "a: ' # b'"] {
        assert!(has_comments(text), "{text}");
    }
    for text in ["", "a: b#c", "a: http://x/#y"] {
        assert!(!has_comments(text), "{text}");
    }
}
