//! Findings for readers: people at a terminal, editors, code hosts, programs.
//!
//! Each format is one file with one function from a [`Report`] to text, and one line in
//! [`FORMATS`].
//! No format looks at the environment: whether there is colour, and how wide the terminal is,
//! comes in with the report.

pub mod columns;
pub mod github;
pub mod human;
pub mod json;
pub mod printable;
pub mod sarif;
pub mod short;

use crate::{Finding, Severity, Words};

/// The text that findings are about.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// What to call it: usually the path of the file.
    pub name: &'a str,
    /// The text; empty where there is none to show.
    pub text: &'a str,
}

/// How the output for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether there are terminal colours.
    pub colour: Colour,
    /// Columns to fill.
    pub width: usize,
}

impl Default for Style {
    /// Plain, 80 columns.
    fn default() -> Self {
        Self {
            colour: Colour::Plain,
            width: 80,
        }
    }
}

/// Whether output has terminal colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Text only.
    #[default]
    Plain,
    /// With SGR escapes.
    Styled,
}

/// Findings and all that is needed to print them.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The findings, printed in this order.
    pub findings: &'a [Finding],
    /// The language.
    pub words: &'a Words,
    /// What the findings are about.
    pub document: Document<'a>,
    /// How the output for people looks.
    pub style: Style,
}

/// A way to print findings.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Prints; the text ends with a line feed unless it is empty.
    pub render: fn(&Report<'_>) -> String,
}

/// Every format, the one for people first.
pub const FORMATS: &[Format] = &[
    Format {
        name: "human",
        render: human::render,
    },
    Format {
        name: "short",
        render: short::render,
    },
    Format {
        name: "json",
        render: json::render,
    },
    Format {
        name: "sarif",
        render: sarif::render,
    },
    Format {
        name: "github",
        render: github::render,
    },
];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

impl Counts {
    /// Counts `findings`.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests {
    use super::fixture::{hostile_findings, report, words};
    use super::{Counts, FORMATS, format};

    #[test]
    fn every_format_is_found_by_its_name() {
        for entry in FORMATS {
            assert_eq!(format(entry.name).map(|f| f.name), Some(entry.name));
        }
        assert!(format("xml").is_none());
    }

    #[test]
    fn no_format_lets_a_control_character_through() {
        let words = words();
        let (findings, text) = hostile_findings();
        for entry in FORMATS {
            let out = (entry.render)(&report(&findings, &words, "a\u{1b}]0;x\u{7}.yaml", &text));
            assert!(!out.is_empty(), "{}", entry.name);
            let bad: Vec<char> = out
                .chars()
                .filter(|&c| c != '\n' && super::printable::is_unprintable(c))
                .collect();
            assert!(bad.is_empty(), "{}: {bad:?} in {out}", entry.name);
        }
    }

    #[test]
    fn counts_are_by_the_severity_of_the_finding() {
        let (mut findings, _) = hostile_findings();
        findings[0].severity = crate::Severity::Info;
        let counts = Counts::of(&findings);
        assert_eq!((counts.errors, counts.infos), (findings.len() - 1, 1));
    }
}
