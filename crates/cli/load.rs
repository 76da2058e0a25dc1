//! A topology that was read and compiled, and what is said when it cannot be planned.

use std::path::Path;

use meshwright_core::diag::render::{Document, Report, Style, human};
use meshwright_core::diag::{Finding, Severity, text};
use meshwright_core::model::limits;
use meshwright_core::{Compiled, Options, compile_bytes};

use crate::exit::Exit;
use crate::input;
use crate::today::today;
use crate::ui::Ui;

/// A topology that was read and compiled.
pub(crate) struct Loaded {
    /// What the document is called.
    pub(crate) name: String,
    /// Its text, with what is no UTF-8 replaced.
    pub(crate) text: String,
    /// Everything that follows from it.
    pub(crate) compiled: Compiled,
}

/// What the core cannot know by itself.
pub(crate) fn options() -> Options {
    Options { today: today() }
}

/// Reads and compiles the topology at `path`.
pub(crate) fn load(path: &Path, ui: &mut Ui) -> Result<Loaded, Exit> {
    let input = match input::read(path, limits::FILE_BYTES.most) {
        Ok(input) => input,
        Err(error) => return Err(ui.error(&error.text())),
    };
    let compiled = compile_bytes(&input.bytes, &options());
    Ok(Loaded {
        name: input.name,
        text: String::from_utf8_lossy(&input.bytes).into_owned(),
        compiled,
    })
}

impl Loaded {
    /// The document as findings show it.
    pub(crate) fn document(&self) -> Document<'_> {
        Document {
            name: &self.name,
            text: &self.text,
        }
    }

    /// The findings for people.
    pub(crate) fn human(&self, findings: &[Finding], style: Style, ui: &Ui) -> String {
        human::render(&Report {
            findings,
            words: ui.words(),
            document: self.document(),
            style,
        })
    }

    /// Shows the errors that keep the topology from being used, or mentions lesser findings.
    ///
    /// # Errors
    ///
    /// There are errors.
    pub(crate) fn gate(&self, ui: &mut Ui) -> Result<(), Exit> {
        let findings = &self.compiled.findings;
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        let errors: Vec<Finding> = findings.iter().filter(is_error).cloned().collect();
        if !errors.is_empty() {
            let report = self.human(&errors, ui.error_style(), ui);
            ui.remark(&report);
            return Err(Exit::Findings);
        }
        if !findings.is_empty() {
            ui.note(&text!(
                "cli-findings",
                count = findings.len(),
                file = &self.name
            ));
        }
        Ok(())
    }
}
