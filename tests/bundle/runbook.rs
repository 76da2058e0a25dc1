//! The runbook has every section and every step.

use meshwright_core::diag::{Language, Words};
use meshwright_core::model::Role;
use meshwright_core::plan::{Op, Phase, Probe, Step};

use crate::bundles::BUNDLES;

/// Headings of level one and two, outside of blocks.
fn headings(runbook: &str, mark: &str) -> Vec<String> {
    let mut is_block = false;
    let mut headings = Vec::new();
    for line in runbook.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if let (false, Some(heading)) = (is_block, line.strip_prefix(mark)) {
            headings.push(heading.to_owned());
        }
    }
    headings
}

#[test]
fn it_has_every_section_in_order() {
    for bundle in BUNDLES.iter() {
        let runbook = bundle.read("runbook.md");
        let titles = headings(&runbook, "# ");
        assert_eq!(
            titles,
            [format!("Runbook for the mesh {}", bundle.mesh.name)]
        );
        let mut sections = vec![
            "Before you start",
            "Steps",
            "What you should see",
            "When you see something else",
            "Removal",
            "Appendix",
        ];
        // Alone, a cluster sees nothing else.
        if bundle.mesh.clusters.len() == 1 {
            sections.remove(3);
        }
        assert_eq!(headings(&runbook, "## "), sections, "{}", bundle.name);
        for part in [
            "### Tools",
            "### The shell",
            "### Open ports",
            "![",
            "diagram.svg",
        ] {
            assert!(runbook.contains(part), "{}: {part}", bundle.name);
        }
        for cluster in &bundle.mesh.clusters {
            let row = format!("| `{}` |", cluster.name);
            assert!(runbook.contains(&row), "{}: {row}", bundle.name);
        }
    }
}

/// When a step is done, as a sentence.
fn done_when(words: &Words, step: &Step) -> String {
    let conditions = step.done_when.iter();
    let said: Vec<String> = conditions.map(|when| words.say(&when.text())).collect();
    format!("Done when: {}.", said.join("; "))
}

/// Up to this many clusters each step says everything; with more, the first of a kind says it for
/// those that follow it.
const SMALL: usize = 12;

#[test]
fn it_numbers_every_step_and_says_what_to_run_when_it_is_done_and_how_it_is_undone() {
    let words = meshwright_core::words(Language::En);
    for bundle in BUNDLES.iter() {
        let runbook = bundle.read("runbook.md");
        let steps: Vec<&str> = runbook.split("\n#### ").skip(1).collect();
        assert_eq!(steps.len(), bundle.plan.steps.len(), "{}", bundle.name);
        let mut last: Option<&Step> = None;
        for (number, (text, step)) in (1..).zip(steps.iter().zip(&bundle.plan.steps)) {
            let place = format!("{}: {}", bundle.name, step.id);
            let text = text.split("\n## ").next().unwrap_or_default();
            let heading = format!("{number}. {}\n", words.say(&step.title));
            assert!(text.starts_with(&heading), "{place}");
            assert!(text.contains("```sh\n"), "{place}");
            let is_first = last.is_none_or(|last| last.title.key != step.title.key);
            if is_first || bundle.mesh.clusters.len() <= SMALL {
                let done = done_when(&words, step);
                assert!(text.contains(&done), "{place}: {done}");
                assert!(text.contains(&words.say(&step.why())), "{place}");
                assert_eq!(
                    text.contains("\nTo undo:\n"),
                    step.undo.is_some(),
                    "{place}"
                );
            }
            last = Some(step);
        }
    }
}

#[test]
fn it_tries_every_ordered_pair_and_tells_what_is_expected() {
    for bundle in BUNDLES.iter() {
        let asked: usize = bundle
            .plan
            .steps
            .iter()
            .filter(|step| step.phase() == Phase::Verify)
            .map(|step| match &step.op {
                Op::Probe(Probe::Requests { answered_by }) => answered_by.len(),
                _ => 0,
            })
            .sum();
        // A cluster that runs an istiod for others only has no workloads.
        let with_workloads: Vec<_> = bundle
            .mesh
            .clusters
            .iter()
            .filter(|cluster| cluster.role != Role::External)
            .collect();
        let n = with_workloads.len();
        assert_eq!(asked, n * n, "{}", bundle.name);
        let predicted = bundle.read("verify/expected-endpoints.csv");
        for cluster in with_workloads {
            let column = format!(",{},", cluster.name);
            assert!(predicted.contains(&column), "{}: {column}", bundle.name);
        }
    }
}

#[test]
fn removal_ends_with_the_namespaces_and_names_what_stays() {
    for bundle in BUNDLES.iter() {
        let runbook = bundle.read("runbook.md");
        let (_, removal) = runbook.split_once("\n## Removal\n").expect("a section");
        let (removal, _) = removal.split_once("\n## ").expect("a section after it");
        assert!(removal.contains("./teardown.sh"), "{}", bundle.name);
        assert!(
            removal.contains("custom resource definitions stay"),
            "{}",
            bundle.name
        );
    }
}
