use super::{Compiled, Options, compile};

const TWO: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: shop
clusters:
  - name: east
    network: net-1
    podCidrs: [10.1.0.0/16]
    eastWestGateway: {}
  - name: west
    network: net-2
    podCidrs: [10.2.0.0/16]
    eastWestGateway: {}
";

fn compiled(text: &str) -> Compiled {
    compile(text, &Options::default())
}

fn codes(compiled: &Compiled) -> Vec<&'static str> {
    let findings = compiled.findings.iter();
    findings.map(|finding| finding.rule.code.0).collect()
}

#[test]
fn a_good_topology_has_a_mesh_a_graph_a_plan_and_no_errors() {
    let compiled = compiled(TWO);
    assert!(!compiled.has_errors(), "{:?}", compiled.findings);
    assert_eq!(compiled.mesh.expect("a mesh").clusters.len(), 2);
    assert!(compiled.graph.is_some());
    assert!(compiled.plan.expect("a plan").is_complete());
}

#[test]
fn errors_block_the_plan_and_the_bundle() {
    let text = TWO.replace("    podCidrs: [10.2.0.0/16]\n    eastWestGateway: {}\n", "");
    let compiled = compiled(&text);
    assert!(compiled.has_errors(), "{:?}", compiled.findings);
    let plan = compiled.plan.as_ref().expect("a plan all the same");
    assert!(!plan.is_complete());
    let words = crate::words(meshwright_diag::Language::En);
    assert!(compiled.artifacts(&text, &words).is_none());
}

#[test]
fn rules_are_silent_while_the_document_has_errors() {
    // Without the misspelt gateway the network would have none; that is not what is wrong.
    let text = TWO.replace(
        "[10.2.0.0/16]\n    eastWestGateway: {}",
        "[10.2.0.0/16]\n    eastWestGatway: {}",
    );
    let compiled = compiled(&text);
    assert!(
        codes(&compiled).iter().all(|code| code.starts_with("DOC")),
        "{:?}",
        codes(&compiled)
    );
}

#[test]
fn findings_are_located_and_in_the_order_of_the_text() {
    let text = TWO
        .replace("10.2.0.0", "nonsense")
        .replace("10.1.0.0", "nonsense");
    let compiled = compiled(&text);
    let lines: Vec<usize> = compiled
        .findings
        .iter()
        .map(|finding| finding.primary.span.expect("located").start.line)
        .collect();
    assert_eq!(lines, [8, 12]);
}

#[test]
fn whatever_comes_in_something_comes_out() {
    for text in ["", "\u{feff}", "- a", "a: b", "{", "\0", "kind: [", "# x"] {
        let compiled = compiled(text);
        assert!(!compiled.findings.is_empty(), "{text:?}");
    }
}
