//! What the tests of this crate share.

use meshwright_diag::{Finding, Language, Words};

/// The crate's English.
pub(crate) fn words() -> Words {
    Words::new(Language::En, &[crate::WORDS])
}

/// Everything wrong with `text`: reading it, and resolving what was read.
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    let document = crate::read(text);
    let mut findings = document.findings;
    if let Some(topology) = &document.topology {
        let (_, resolved) = crate::resolve(topology);
        for mut finding in resolved {
            document.source.locate(&mut finding);
            findings.push(finding);
        }
    }
    findings
}
