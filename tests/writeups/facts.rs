//! What a write-up does, as facts about the plan of the example that follows it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::example::{EXAMPLES, Example, objects};

/// What a write-up does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Writeup {
    /// Each thing that it does.
    does: Vec<Deed>,
    /// Steps that the example has to do without.
    #[serde(default)]
    never: Vec<Absence>,
}

/// A thing that a write-up does, and the step that does it here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deed {
    /// In our own words.
    fact: String,
    /// The step.
    step: String,
    /// The operation.
    op: String,
    /// What its commands say, each in one of them.
    #[serde(default)]
    says: Vec<String>,
    /// What its objects hold: kind, pointer and value.
    #[serde(default)]
    holds: Vec<(String, String, Value)>,
    /// What its objects do not hold: kind and pointer.
    #[serde(default)]
    lacks: Vec<(String, String)>,
    /// Steps that come before.
    #[serde(default)]
    after: Vec<String>,
}

/// A step that must not be there, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Absence {
    /// In our own words.
    fact: String,
    /// The step.
    step: String,
}

fn check(example: &Example, fact: &Deed) {
    let place = format!("{}: {}", example.name, fact.fact);
    let step = example.step(&fact.step);
    assert_eq!(step.op.as_str(), fact.op, "{place}");
    let commands = example.commands(step);
    for wanted in &fact.says {
        let is_said = commands
            .iter()
            .any(|command| command.contains(wanted.as_str()));
        assert!(is_said, "{place}: {wanted} is not in {commands:#?}");
    }
    let objects = objects(step);
    let of_kind = |kind: &str| -> Vec<&Value> {
        objects
            .iter()
            .filter(|object| object["kind"] == *kind)
            .collect()
    };
    for (kind, pointer, wanted) in &fact.holds {
        let of_kind = of_kind(kind);
        let is_held = of_kind
            .iter()
            .any(|object| object.pointer(pointer) == Some(wanted));
        assert!(
            is_held,
            "{place}: {kind}{pointer} is not {wanted} in {of_kind:#?}"
        );
    }
    for (kind, pointer) in &fact.lacks {
        for object in of_kind(kind) {
            assert_eq!(object.pointer(pointer), None, "{place}: {kind}{pointer}");
        }
    }
    let own = example.place(&fact.step);
    for before in &fact.after {
        assert!(example.step(before).id.to_string() == *before);
        assert!(
            example.place(before) < own,
            "{place}: it comes before {before}"
        );
    }
}

#[test]
fn each_example_does_everything_that_its_write_up_does_in_an_order_that_works() {
    let mut n_facts = BTreeMap::new();
    for name in EXAMPLES {
        let example = Example::read(name);
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/writeups/{name}.yaml"));
        let text = fs::read_to_string(&file).expect("each example has its facts");
        let writeup: Writeup =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for fact in &writeup.does {
            check(&example, fact);
        }
        for absence in &writeup.never {
            let place = example.place(&absence.step);
            assert_eq!(place, None, "{name}: {}", absence.fact);
        }
        n_facts.insert(name, writeup.does.len());
    }
    assert!(n_facts.values().all(|&n| n >= 8), "{n_facts:?}");
}
