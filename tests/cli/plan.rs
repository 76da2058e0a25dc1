//! `plan`: the ordered steps.

use serde_json::Value;

use crate::tool::{GOOD, Place, assert_expected, with_warning, without_gateway};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

#[test]
fn steps_are_a_table_grouped_by_phase() {
    let place = Place::new();
    let args = ["new", "primary-remote", "--networks", "2"];
    place.write("mesh.yaml", place.run(&args).out);
    let ended = place.run(&["plan", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_expected("plan.txt", &ended.out);
}

#[test]
fn programs_and_drawings_get_the_same_steps() {
    let place = Place::with(GOOD);
    let run = |format| {
        let ended = place.run(&["plan", "--format", format, "mesh.yaml"]);
        assert_eq!(ended.code, Some(0), "{format}: {}", ended.err);
        ended.out
    };
    let plan = json(&run("json"));
    let steps = plan["steps"].as_array().expect("steps");
    let (dot, mermaid, text) = (run("dot"), run("mermaid"), run("text"));
    assert!(dot.starts_with("digraph plan {\n") && dot.ends_with("}\n"));
    assert!(mermaid.starts_with("flowchart LR\n"));
    for step in steps {
        let id = step["id"].as_str().expect("an id");
        for drawing in [&dot, &mermaid, &text] {
            assert!(drawing.contains(id), "{id}");
        }
    }
    let n_needs: usize = steps
        .iter()
        .map(|step| step["needs"].as_array().expect("needs").len())
        .sum();
    assert_eq!(dot.matches(" -> ").count(), n_needs);
    assert_eq!(mermaid.matches(" --> ").count(), n_needs);
    assert_eq!(place.run(&["plan", "--json", "mesh.yaml"]).out, run("json"));
}

#[test]
fn numbers_of_steps_can_be_asked_for() {
    let ended = Place::with(GOOD).run(&["plan", "--stats", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.out.contains("istioctl-install"), "{}", ended.out);
}

#[test]
fn errors_come_instead_of_a_plan() {
    let place = Place::with(&without_gateway());
    let ended = place.run(&["plan", "mesh.yaml"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    assert!(ended.err.starts_with("error[GWY101]"), "{}", ended.err);

    let ended = place.run(&["plan", "--json", "mesh.yaml"]);
    assert_eq!(ended.code, Some(1));
    let plan = json(&ended.out);
    assert_eq!(plan["blockedBy"], serde_json::json!(["GWY101"]));
    assert_eq!(plan["steps"], serde_json::json!([]));
    assert_eq!(plan["findings"][0]["code"], "GWY101");
}

#[test]
fn warnings_are_mentioned_beside_the_plan() {
    let ended = Place::with(&with_warning()).run(&["plan", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.out.starts_with("Plan for `shop`"), "{}", ended.out);
    assert!(
        ended.err.contains("meshwright check mesh.yaml"),
        "{}",
        ended.err
    );
}

#[test]
fn the_order_of_clusters_in_the_file_means_nothing() {
    let (head, rest) = GOOD.split_once("  - name: west").expect("the first");
    let (west, rest) = rest.split_once("  - name: east").expect("the second");
    let (east, rest) = rest.split_once("services:").expect("the rest");
    let swapped = format!("{head}  - name: east{east}  - name: west{west}services:{rest}");
    assert_ne!(swapped, GOOD);
    let place = Place::new();
    let plan = |text: &str| place.feed(&["plan", "--json", "-"], text.as_bytes()).out;
    assert_eq!(plan(&swapped), plan(GOOD));
}
