//! Topologies that are broken by one edit: each gets exactly the findings it deserves, at the
//! right lines, with a repair that removes them.
//!
//! The data files in `tests/mutations` have a base and the edits. `find` is a text that the base
//! has exactly once; `append` goes to its end. `at` is the line that the primary label points at,
//! without indentation; `line` says which one where several are the same.

use meshwright_diag::Language;
use meshwright_model::edit;
use serde::Deserialize;

use crate::support::{bad_sentences, codes, findings, too_long, words_in};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base: String,
    /// What the base has already; nothing worse than information.
    #[serde(default)]
    base_findings: Vec<String>,
    mutations: Vec<Mutation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutation {
    name: String,
    #[serde(default)]
    find: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    append: String,
    /// A second edit, where the fault takes two.
    also: Option<Replacement>,
    expect: Vec<Expected>,
    /// Whether the base's own findings are gone.
    #[serde(default)]
    without_base: bool,
    /// Whether the first repair of each finding, applied, removes it and brings no other.
    #[serde(default)]
    repaired: bool,
    /// What the repair leaves to be said.
    #[serde(default)]
    repair_leaves: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    find: String,
    with: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    code: String,
    at: String,
    line: Option<usize>,
    /// Whether this one has no repair where the others have.
    #[serde(default)]
    unrepaired: bool,
}

const FILES: [(&str, &str); 7] = [
    ("ambient.yaml", include_str!("../mutations/ambient.yaml")),
    ("external.yaml", include_str!("../mutations/external.yaml")),
    (
        "old-release.yaml",
        include_str!("../mutations/old-release.yaml"),
    ),
    (
        "one-network.yaml",
        include_str!("../mutations/one-network.yaml"),
    ),
    (
        "primary-remote.yaml",
        include_str!("../mutations/primary-remote.yaml"),
    ),
    ("standbys.yaml", include_str!("../mutations/standbys.yaml")),
    (
        "two-networks.yaml",
        include_str!("../mutations/two-networks.yaml"),
    ),
];

fn files() -> Vec<(&'static str, File)> {
    FILES
        .into_iter()
        .map(|(name, text)| {
            let file = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, file)
        })
        .collect()
}

impl Mutation {
    fn apply(&self, base: &str) -> String {
        let mut text = replace(base, &self.find, &self.with, &self.name);
        if let Some(also) = &self.also {
            text = replace(&text, &also.find, &also.with, &self.name);
        }
        text + &self.append
    }
}

fn replace(text: &str, find: &str, with: &str, name: &str) -> String {
    if find.is_empty() {
        return text.to_owned();
    }
    let n = text.matches(find).count();
    assert_eq!(n, 1, "{name}: {find:?} is there {n} times");
    text.replacen(find, with, 1)
}

/// What is wrong with the findings of a mutation.
fn judge(file: &File, mutation: &Mutation) -> Vec<String> {
    let text = mutation.apply(&file.base);
    assert!(text != file.base, "{}: nothing is changed", mutation.name);
    let found = findings(&text);
    let mut wrong = Vec::new();

    let base: &[String] = if mutation.without_base {
        &[]
    } else {
        &file.base_findings
    };
    let mut expected: Vec<&str> = mutation
        .expect
        .iter()
        .map(|expected| expected.code.as_str())
        .chain(base.iter().map(String::as_str))
        .collect();
    let mut got = codes(&found);
    expected.sort_unstable();
    got.sort_unstable();
    if got != expected {
        wrong.push(format!("found {got:?}, not {expected:?}"));
        return wrong;
    }

    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for expected in &mutation.expect {
        let line_of =
            |finding: &meshwright_diag::Finding| finding.primary.span.map(|span| span.start.line);
        let fits = |finding: &meshwright_diag::Finding| {
            finding.rule.code.0 == expected.code
                && line_of(finding).is_some_and(|line| {
                    let at = lines
                        .get(line - 1)
                        .map(|line| line.trim_start_matches("- "));
                    at == Some(expected.at.trim_start_matches("- "))
                        && expected.line.is_none_or(|wanted| wanted == line)
                })
        };
        if !found.iter().any(fits) {
            let places: Vec<_> = found
                .iter()
                .filter(|finding| finding.rule.code.0 == expected.code)
                .map(|finding| (line_of(finding), finding.primary.path.to_string()))
                .collect();
            wrong.push(format!(
                "{} is at {places:?}, not at {:?}",
                expected.code, expected.at
            ));
        }
        let n_alike = lines
            .iter()
            .filter(|line| line.trim_start_matches("- ") == expected.at.trim_start_matches("- "))
            .count();
        if n_alike > 1 && expected.line.is_none() {
            wrong.push(format!("{:?} is there {n_alike} times", expected.at));
        }
    }

    if mutation.repaired {
        for expected in mutation
            .expect
            .iter()
            .filter(|expected| !expected.unrepaired)
        {
            wrong.extend(judge_repair(file, mutation, &text, &expected.code));
        }
    }
    wrong
}

fn judge_repair(file: &File, mutation: &Mutation, text: &str, code: &str) -> Option<String> {
    let found = findings(text);
    let finding = found.iter().find(|finding| finding.rule.code.0 == code)?;
    let Some(fix) = finding.fixes.first() else {
        return Some(format!("{code} has no repair"));
    };
    let repaired = edit::edit_text(text, std::slice::from_ref(fix));
    let left: Vec<&str> = codes(&findings(&repaired))
        .into_iter()
        .filter(|left| {
            let is_known = mutation
                .expect
                .iter()
                .any(|expected| expected.code == *left);
            let is_other = is_known && *left != code;
            !is_other
                && !file.base_findings.iter().any(|base| base == left)
                && !mutation.repair_leaves.iter().any(|leave| leave == left)
        })
        .collect();
    (!left.is_empty()).then(|| format!("the repair of {code} leaves {left:?}:\n{repaired}"))
}

#[test]
fn each_base_is_clean() {
    for (path, file) in files() {
        assert_eq!(codes(&findings(&file.base)), file.base_findings, "{path}");
    }
}

#[test]
fn each_mutation_gets_exactly_its_findings_where_they_belong_and_their_repairs_work() {
    let mut wrong = Vec::new();
    let mut n_mutations = 0;
    for (path, file) in files() {
        for mutation in &file.mutations {
            n_mutations += 1;
            for fault in judge(&file, mutation) {
                wrong.push(format!("{path}: {}: {fault}", mutation.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(n_mutations >= 150, "only {n_mutations} mutations");
}

#[test]
fn every_sentence_about_the_mutations_is_whole_and_headlines_are_short() {
    let languages = Language::ALL.map(words_in);
    let mut wrong = Vec::new();
    for (_, file) in files() {
        for mutation in &file.mutations {
            for finding in findings(&mutation.apply(&file.base)) {
                for words in &languages {
                    wrong.extend(bad_sentences(&finding, words));
                    wrong.extend(too_long(&finding, words));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
