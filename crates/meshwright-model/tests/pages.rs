//! Every rule's page: its bad example makes the rule fire, its good example is clean.

use meshwright_diag::{Finding, RuleInfo};
use meshwright_model::{DOCUMENT_RULES, Document, limits, read, read_bytes, resolve};

/// The blocks of YAML of a page, in order.
fn examples(page: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while lines.any(|line| line == "```yaml") {
        let block = lines.by_ref().take_while(|line| *line != "```");
        examples.push(block.flat_map(|line| [line, "\n"]).collect());
    }
    examples
}

fn findings(document: Document) -> Vec<Finding> {
    let mut findings = document.findings;
    if let Some(topology) = document.topology {
        findings.extend(resolve(&topology).1);
    }
    findings
}

/// The example as the page's prose says it is saved.
fn saved(rule: &RuleInfo, example: &str) -> Document {
    match rule.code.0 {
        "DOC001" => {
            let units = std::iter::once(0xfeff).chain(example.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
            read_bytes(&bytes)
        }
        "DOC002" => read(&format!(
            "{example}{}",
            "# \n".repeat(limits::FILE_BYTES.most / 3 + 1)
        )),
        _ => read(example),
    }
}

#[test]
fn every_bad_example_fires_its_rule_and_no_other() {
    for rule in DOCUMENT_RULES {
        let examples = examples(rule.page);
        let [bad, _] = examples.as_slice() else {
            panic!("{} has {} examples, not two", rule.code, examples.len());
        };
        let fired: Vec<&str> = findings(saved(rule, bad))
            .iter()
            .map(|finding| finding.rule.code.0)
            .collect();
        assert!(!fired.is_empty(), "{} does not fire", rule.code);
        let all_its_own = fired.iter().all(|code| *code == rule.code.0);
        assert!(all_its_own, "{}: {fired:?}", rule.code);
    }
}

#[test]
fn every_good_example_is_clean() {
    for rule in DOCUMENT_RULES {
        let examples = examples(rule.page);
        let good = examples.get(1).expect("every page has two examples");
        assert_eq!(findings(read(good)), [], "{}", rule.code);
    }
}

#[test]
fn every_page_has_its_title_and_its_sections() {
    let sections = [
        "## What it does",
        "## Why is this bad?",
        "## Example",
        "## Use instead",
        "## References",
    ];
    for rule in DOCUMENT_RULES {
        let title = format!("# {}: {}\n", rule.code, rule.name);
        assert!(rule.page.starts_with(&title), "{title}");
        let found: Vec<&str> = rule
            .page
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(found, sections, "{}", rule.code);
    }
}

#[test]
fn rules_are_sorted_and_each_code_and_name_is_there_once() {
    let codes: Vec<&str> = DOCUMENT_RULES.iter().map(|rule| rule.code.0).collect();
    assert!(codes.is_sorted_by(|left, right| left < right), "{codes:?}");
    let mut names: Vec<&str> = DOCUMENT_RULES.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    assert!(names.is_sorted_by(|left, right| left < right), "{names:?}");
}
