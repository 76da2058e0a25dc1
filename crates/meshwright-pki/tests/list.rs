//! The page that lists the rules.
#![expect(
    clippy::disallowed_methods,
    reason = "the page is a file of the repository"
)]

use std::fmt::Write as _;
use std::path::Path;

use meshwright_pki::rule_infos;

#[test]
fn the_list_of_the_rules_is_true() {
    let mut page = String::from(
        "# Rules about certificates\n\n\
         `meshwright explain CODE` shows a rule's page: what it does, why, a bad and a good example.\n\
         These are the findings of `meshwright ca check`; those about topologies are in [rules.md](rules.md).\n\
         This page is written by a test of `meshwright-pki`.\n\n\
         | code | name | severity | what it does |\n| --- | --- | --- | --- |\n",
    );
    for rule in rule_infos() {
        let what = rule.page.lines().nth(4).unwrap_or_default();
        let what = what
            .split_inclusive(". ")
            .next()
            .unwrap_or_default()
            .trim_end_matches(['.', ' ']);
        let _ = writeln!(
            page,
            "| {} | `{}` | {} | {what} |",
            rule.code, rule.name, rule.severity
        );
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/certificate-rules.md");
    if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
        std::fs::write(&path, &page).expect("the repository is writable");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, page, "MESHWRIGHT_BLESS=1 writes it anew");
}
