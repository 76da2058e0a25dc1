//! From text to findings, the way the whole program goes, and to sentences.

use meshwright_check::{RuleContext, check, policy};
use meshwright_diag::render::columns::columns;
use meshwright_diag::{Arg, Finding, Language, Words};
use meshwright_graph::MeshGraph;
use meshwright_model::{read, resolve};

/// The day on which the tests are.
pub(crate) const TODAY: &str = "2026-11-21";

/// Everything that is said about a text, located in it.
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    let document = read(text);
    let mut findings = document.findings.clone();
    if let Some(topology) = &document.topology {
        let (mesh, resolving) = resolve(topology);
        let graph = MeshGraph::build(&mesh);
        let cx = RuleContext::new(&mesh, &graph).written(topology);
        findings.extend(resolving);
        findings.extend(check(&cx));
        findings = policy::apply(&mesh, findings, Some(TODAY)).findings;
    }
    for finding in &mut findings {
        document.source.locate(finding);
    }
    findings
}

/// The codes of findings, in their order.
pub(crate) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.code.0).collect()
}

/// The sentences of every crate that findings come from.
pub(crate) fn words() -> Words {
    words_in(Language::En)
}

/// The same in a language.
pub(crate) fn words_in(language: Language) -> Words {
    Words::new(
        language,
        &[
            meshwright_catalog::WORDS,
            meshwright_catalog::WORDS_ZH_CN,
            meshwright_check::WORDS,
            meshwright_check::WORDS_ZH_CN,
            meshwright_graph::WORDS,
            meshwright_graph::WORDS_ZH_CN,
            meshwright_model::WORDS,
            meshwright_model::WORDS_ZH_CN,
        ],
    )
}

/// What is wrong with the sentences of a finding: the lines of a report.
pub(crate) fn bad_sentences(finding: &Finding, words: &Words) -> Vec<String> {
    let code = finding.rule.code;
    let mut bad = Vec::new();
    let mut say = |text: &meshwright_diag::Text, what: &str| match words.find(text) {
        None => bad.push(format!("{code}: no {what}: {}", text.key)),
        Some(said) => {
            if said.contains("{$") || said.contains("??") || said.trim().is_empty() {
                bad.push(format!("{code}: {what} is `{said}`"));
            }
        }
    };
    say(&finding.message, "headline");
    say(&finding.label(), "label");
    say(&finding.why(), "why");
    say(&finding.help(), "help");
    for label in &finding.related {
        if let Some(text) = &label.text {
            say(text, "related note");
        }
    }
    for fix in &finding.fixes {
        say(&fix.title, "title of a repair");
    }
    bad
}

/// A headline that does not fit into 80 columns with names of 20 characters.
pub(crate) fn too_long(finding: &Finding, words: &Words) -> Option<String> {
    const NAMES: [&str; 8] = [
        "cluster", "other", "network", "primary", "from", "to", "service", "value",
    ];
    let mut headline = finding.message.clone();
    for (key, arg) in &mut headline.args {
        if let Arg::Word(word) = arg
            && NAMES.contains(key)
            && word.len() < 20
        {
            *word = "x".repeat(20);
        }
    }
    let said = words.say(&headline);
    let n_columns = columns(&said);
    (n_columns > 80).then(|| format!("{}: {n_columns} columns: {said}", finding.rule.code))
}
