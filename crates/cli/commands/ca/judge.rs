//! What is wrong with certificates that are about to be written.

use meshwright_core::diag::Severity;
use meshwright_core::diag::render::{Document, Report, human};
use meshwright_core::pki::{Bundle, CheckOptions, check};

use crate::exit::Exit;
use crate::ui::Ui;

/// Says what `ca check` would say of `bundles`, which are called `name` together.
///
/// # Errors
///
/// An error is among the findings: nothing of it is to be written.
pub(crate) fn judge(bundles: &[Bundle], name: &str, ui: &mut Ui) -> Result<(), Exit> {
    let now = crate::today::now();
    let findings = check(bundles, &CheckOptions { now });
    if !findings.is_empty() {
        let report = human::render(&Report {
            findings: &findings,
            words: ui.words(),
            document: Document { name, text: "" },
            style: ui.error_style(),
        });
        ui.remark(&report);
    }
    let mut severities = findings.iter().map(|finding| finding.severity);
    if severities.any(|severity| severity == Severity::Error) {
        return Err(Exit::Findings);
    }
    Ok(())
}
