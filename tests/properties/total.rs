//! Whatever goes in, an answer comes out, and the same one every time.

use meshwright_core::diag::Language;
use meshwright_core::diag::render::{Document, FORMATS, Report, Style};
use meshwright_core::render::{Artifacts, RenderInput};
use meshwright_core::wire::v1::PlanRecord;
use meshwright_core::{Compiled, Options, compile, compile_bytes, repair};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::any_topology::{any_damaged_topology, any_nonsense, any_topology, compiled, config};

/// Everything that can be said about a topology, as one text.
fn everything(compiled: &Compiled, text: &str) -> String {
    let words = meshwright_core::words(Language::En);
    let mut said = String::new();
    for format in FORMATS {
        said.push_str(&(format.render)(&Report {
            findings: &compiled.findings,
            words: &words,
            document: Document {
                name: "mesh.yaml",
                text,
            },
            style: Style::default(),
        }));
    }
    let record = PlanRecord::new(compiled, &words);
    said.push_str(&serde_json::to_string(&record).expect("records are values"));
    if let Some(artifacts) = draft(compiled, text) {
        for (path, artifact) in artifacts.iter() {
            assert!(is_relative(path), "{path}");
            said.push_str(path);
            said.push_str(&artifact.text);
        }
    }
    said
}

/// The bundle, even of a plan that errors keep from being carried out.
fn draft(compiled: &Compiled, text: &str) -> Option<Artifacts> {
    let words = meshwright_core::words(Language::En);
    Some(meshwright_core::render::render(&RenderInput {
        mesh: compiled.mesh.as_ref()?,
        graph: compiled.graph.as_ref()?,
        plan: compiled.plan.as_ref()?,
        words: &words,
        topology: text,
        digest: "0",
        version: "0",
    }))
}

/// A path that leads into the bundle on every system.
fn is_relative(path: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.len() < 200
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    path.split('/').all(is_plain)
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn any_bytes_get_an_answer(bytes in vec(any::<u8>(), 0..400)) {
        let compiled = compile_bytes(&bytes, &Options::default());
        prop_assert!(compiled.has_errors());
    }

    #[test]
    fn any_text_gets_an_answer(text in "[ -~\\n\\t\u{85}\u{2028}é{}\\[\\]:,&*!|>'\"%@`#?-]{0,200}") {
        let compiled = compile(&text, &Options::default());
        prop_assert!(compiled.has_errors());
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn nonsense_made_of_real_words_gets_an_answer(topology in any_nonsense()) {
        let text = topology.to_string();
        let compiled = compile(&text, &Options::default());
        let said = everything(&compiled, &text);
        prop_assert!(!said.is_empty());
    }

    #[test]
    fn a_damaged_topology_gets_an_answer_and_its_repairs_end(topology in any_damaged_topology()) {
        let text = topology.to_string();
        let compiled = compile(&text, &Options::default());
        everything(&compiled, &text);
        repair::repair(&text, compiled, repair::Repairs::Unsafe, &Options::default());
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn every_topology_is_compiled_and_rendered_and_twice_gives_the_same(
        topology in any_topology()
    ) {
        let text = topology.to_string();
        let first = everything(&compiled(&topology), &text);
        let second = everything(&compiled(&topology), &text);
        prop_assert!(first == second);
    }

    #[test]
    fn there_is_a_bundle_exactly_when_there_are_no_errors(topology in any_topology()) {
        let compiled = compiled(&topology);
        let words = meshwright_core::words(Language::En);
        let artifacts = compiled.artifacts(&topology.to_string(), &words);
        prop_assert_eq!(artifacts.is_some(), !compiled.has_errors());
        prop_assert!(compiled.document.topology.is_some());
    }
}

#[test]
fn paths_are_told_apart() {
    assert!(is_relative("clusters/a-1/01-namespace.yaml"));
    for bad in [
        "/a", "../a", "a//b", "a/./b", "a/", "", "a b", "C:\\a", "a.",
    ] {
        assert!(!is_relative(bad), "{bad}");
    }
}
