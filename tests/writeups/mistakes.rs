//! The mistakes that were found in write-ups, and what keeps a generated runbook from each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use meshwright_core::{Options, compile};
use serde::Deserialize;

use crate::checks::{CHECKS, Check};
use crate::example::Example;

/// How many mistakes were found.
const FOUND: usize = 92;

/// A mistake.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    /// Its number.
    id: String,
    /// What is wrong, in our own words.
    says: String,
    /// The checks that show how a generated runbook avoids it.
    #[serde(default)]
    checks: Vec<String>,
    /// Rules that tell of it, each with the fewest clusters that show it.
    #[serde(default)]
    rules: Vec<Rule>,
    /// What no bundle can show, and why.
    #[serde(default)]
    beyond: Option<String>,
}

/// A rule, and what follows the head of a topology of which it has to speak.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    code: String,
    topology: String,
}

fn mistakes() -> Vec<Mistake> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/writeups/mistakes.yaml");
    let text = fs::read_to_string(file).expect("the table is there");
    serde_yaml::from_str(&text).expect("the table is a list of mistakes")
}

#[test]
fn every_mistake_that_was_found_has_an_answer() {
    let mistakes = mistakes();
    let ids: Vec<&str> = mistakes.iter().map(|mistake| mistake.id.as_str()).collect();
    let wanted: Vec<String> = (1..=FOUND).map(|number| format!("S{number}")).collect();
    assert_eq!(ids, wanted);
    for mistake in &mistakes {
        assert!(mistake.says.len() > 20, "{}", mistake.id);
        let n_answers = mistake.checks.len() + mistake.rules.len();
        assert_eq!(n_answers == 0, mistake.beyond.is_some(), "{}", mistake.id);
    }
    let is_beyond = |mistake: &&Mistake| mistake.beyond.is_some();
    assert!(mistakes.iter().filter(is_beyond).count() <= 2);
}

#[test]
fn every_check_is_the_answer_to_a_mistake_and_every_answer_is_a_check() {
    let mistakes = mistakes();
    let named: BTreeSet<&str> = mistakes
        .iter()
        .flat_map(|m| m.checks.iter().map(String::as_str))
        .collect();
    let known: BTreeSet<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, known);
}

/// Runs the checks whose place in the table leaves this rest, so that tests share the work.
fn hold(rest: usize) {
    let examples = Example::all();
    let checks: Vec<&Check> = CHECKS.iter().skip(rest).step_by(2).collect();
    for (name, check) in checks {
        for example in &examples {
            let place = format!("{name} of {}", example.name);
            let result = std::panic::catch_unwind(|| check(example));
            assert!(result.is_ok(), "{place}");
        }
    }
}

#[test]
fn every_example_is_free_of_the_first_half_of_mistakes() {
    hold(0);
}

#[test]
fn every_example_is_free_of_the_second_half_of_mistakes() {
    hold(1);
}

#[test]
fn rules_speak_of_the_mistakes_that_a_topology_can_make() {
    let mut missing = Vec::new();
    for mistake in mistakes() {
        for rule in mistake.rules {
            let text = format!(
                "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n{}",
                rule.topology
            );
            let compiled = compile(&text, &Options::default());
            let codes: Vec<_> = compiled.findings.iter().map(|f| f.rule.code.0).collect();
            if !codes.contains(&rule.code.as_str()) {
                missing.push(format!(
                    "{}: {} is not among {codes:?}",
                    mistake.id, rule.code
                ));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
