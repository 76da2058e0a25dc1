//! Each rule's page: its sections, and its examples, which run.

use std::fmt::Write as _;
use std::path::Path;

use meshwright_check::{Kind, POLICY_RULES, RETIRED, RULES, WORDS, rule_infos};
use meshwright_diag::{Language, RuleInfo, Severity, Words};

use crate::support::{bad_sentences, codes, findings, words};

/// Rules whose bad example cannot help being bad in another way too.
const COMPANIONS: &[(&str, &[&str])] = &[
    ("AMB102", &["AMB106"]),
    ("AMB103", &["AMB106"]),
    ("AMB104", &["AMB106"]),
    ("AMB106", &["VER116"]),
    ("AMB108", &["AMB106"]),
    ("AMB109", &["AMB106"]),
    ("AMB110", &["AMB106"]),
    ("DOC102", &["GWY108"]),
    ("GWY119", &["VER119"]),
    ("SVC104", &["AMB106", "VER116"]),
    ("TRU106", &["AMB106", "TRU101"]),
    ("TRU107", &["AMB106", "TRU104"]),
    ("VER112", &["DOC011"]),
    ("VER118", &["VER119"]),
    ("VER131", &["VER114"]),
    ("VER135", &["VER101"]),
];

const SECTIONS: [&str; 5] = [
    "## What it does",
    "## Why is this bad?",
    "## Example",
    "## Use instead",
    "## References",
];

/// The YAML of the section `title`.
fn example(info: &RuleInfo, title: &str) -> &'static str {
    let (_, rest) = info
        .page
        .split_once(title)
        .expect("the page has the section");
    let (_, rest) = rest.split_once("```yaml\n").expect("the section has YAML");
    let (yaml, _) = rest.split_once("```").expect("the YAML ends");
    yaml
}

#[test]
fn each_page_has_its_title_and_all_sections_in_order() {
    for info in rule_infos() {
        let title = format!("# {}: {}\n", info.code, info.name);
        assert!(info.page.starts_with(&title), "{}", info.code);
        let mut rest = info.page;
        for section in SECTIONS {
            let (_, after) = rest
                .split_once(&format!("\n{section}\n"))
                .unwrap_or_else(|| panic!("{}: no {section}", info.code));
            rest = after;
        }
        assert!(rest.contains("<https://"), "{}: no reference", info.code);
    }
}

#[test]
fn each_bad_example_has_exactly_the_finding_of_its_rule() {
    let mut wrong = String::new();
    for info in rule_infos() {
        let found = findings(example(info, "## Example"));
        let companions = COMPANIONS
            .iter()
            .find(|(code, _)| *code == info.code.0)
            .map_or(&[][..], |(_, companions)| *companions);
        let mut expected = companions.to_vec();
        expected.push(info.code.0);
        expected.sort_unstable();
        let mut got = codes(&found);
        got.sort_unstable();
        got.dedup();
        if got != expected {
            writeln!(wrong, "{}: found {got:?}", info.code).expect("a string takes it");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn each_good_example_is_free_of_warnings_and_of_its_rule() {
    let mut wrong = String::new();
    for info in rule_infos() {
        let found: Vec<_> = findings(example(info, "## Use instead"))
            .into_iter()
            .filter(|finding| {
                let is_own = finding.rule.code == info.code;
                is_own || finding.severity > Severity::Info
            })
            .collect();
        if !found.is_empty() {
            writeln!(wrong, "{}: found {:?}", info.code, codes(&found)).expect("a string takes it");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_sentence_about_the_examples_is_whole() {
    let words = words();
    let mut wrong = Vec::new();
    for info in rule_infos() {
        for finding in findings(example(info, "## Example")) {
            wrong.extend(bad_sentences(&finding, &words));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rules_are_sorted_and_codes_and_names_are_used_once() {
    assert!(
        RULES.is_sorted_by(|one, next| one.info.code < next.info.code),
        "RULES is sorted by code"
    );
    assert!(
        POLICY_RULES.is_sorted_by(|one, next| one.code < next.code),
        "POLICY_RULES is sorted by code"
    );
    let infos = rule_infos();
    let mut names: Vec<_> = infos
        .iter()
        .copied()
        .chain(meshwright_model::DOCUMENT_RULES.iter().copied())
        .map(|info| info.name)
        .collect();
    let n_names = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), n_names, "a name is used twice");
    for info in infos {
        assert!(info.code.area().is_some(), "{}", info.code);
        assert!(
            info.name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}",
            info.name
        );
    }
}

#[test]
fn retired_codes_and_names_are_not_given_again_and_keep_their_pages() {
    assert!(
        RETIRED.is_sorted_by(|one, next| one.code < next.code),
        "RETIRED is sorted by code"
    );
    let infos = rule_infos();
    for retired in RETIRED {
        let code = retired.code;
        assert!(code.area().is_some(), "{code}");
        let is_taken = infos
            .iter()
            .copied()
            .chain(meshwright_model::DOCUMENT_RULES.iter().copied())
            .any(|info| info.code == code || info.name == retired.name);
        assert!(!is_taken, "{code} is given again");
        let title = format!("# {code}: {}\n", retired.name);
        assert!(retired.page.starts_with(&title), "{code}");
        assert!(retired.page.contains("\n## Retired\n"), "{code}");
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test looks which pages there are"
)]
fn each_page_is_that_of_a_rule_or_of_a_retired_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages/en");
    for entry in std::fs::read_dir(folder).expect("the pages have a folder") {
        let name = entry.expect("its entries can be read").file_name();
        let code = name.to_string_lossy().replace(".md", "");
        let is_known = rule_infos().iter().any(|info| info.code.0 == code)
            || RETIRED.iter().any(|retired| retired.code.0 == code);
        assert!(is_known, "{code} has a page and no rule");
    }
}

#[test]
fn each_rule_stands_in_the_file_of_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for rule in RULES {
        let area = rule.info.code.area().expect("a test looks at codes");
        let file = format!(
            "src/rules/{}/{}.rs",
            area.as_str().to_lowercase(),
            rule.info.name.replace('-', "_")
        );
        assert!(root.join(&file).exists(), "{file}");
    }
}

#[test]
fn messages_parse_and_are_sorted_by_code() {
    assert_eq!(
        Words::mistakes(Language::En, &[WORDS]),
        Vec::<String>::new()
    );
    let keys: Vec<&str> = WORDS
        .messages
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "where somebody asks for it, the test writes the page"
)]
fn the_table_of_rules_is_up_to_date() {
    let table = table();
    if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
        std::fs::write(path, &table).expect("docs can be written");
        return;
    }
    assert!(
        include_str!("../../../../docs/rules.md") == table,
        "docs/rules.md is old; MESHWRIGHT_BLESS=1 writes it anew"
    );
}

/// Every rule, by code; `explain CODE` shows the page.
fn table() -> String {
    let mut table = String::from(
        "# Rules\n\n\
         `meshwright explain CODE` shows a rule's page: what it does, why, a bad and a good \
         example.\n\
         Findings of rules with `no` in the last column cannot be allowed under `policy`: there \
         is no plan for what they find, or it could not be read.\n\
         This page is written by a test of `meshwright-check`.\n\n\
         | code | name | severity | what it does | may be allowed |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    let mut infos = rule_infos();
    infos.extend(meshwright_model::DOCUMENT_RULES);
    infos.sort_by_key(|info| info.code);
    for info in infos {
        let refusal = RULES
            .iter()
            .any(|rule| rule.info.code == info.code && rule.kind == Kind::Refusal);
        let is_about_document = info.code.0.starts_with("DOC") || info.code.0.starts_with("NAM0");
        let may = if refusal || is_about_document {
            "no"
        } else {
            "yes"
        };
        writeln!(
            table,
            "| {} | `{}` | {} | {} | {may} |",
            info.code,
            info.name,
            info.severity,
            summary(info.page)
        )
        .expect("a string takes it");
    }
    table.push_str(
        "\n## Retired codes\n\n\
         No finding has these codes any more, and no other rule gets them.\n\
         `explain` still shows their pages.\n\n\
         | code | name |\n\
         | --- | --- |\n",
    );
    for retired in RETIRED {
        writeln!(table, "| {} | `{}` |", retired.code, retired.name).expect("a string takes it");
    }
    table
}

/// The first sentence of a page.
fn summary(page: &str) -> String {
    page.lines()
        .skip_while(|line| !line.starts_with("## "))
        .skip(1)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
        .trim_end_matches('.')
        .replace('|', "\\|")
}
