//! One line for each finding, for `grep`, editors and error lists.

use std::fmt::Write;

use super::Report;
use super::printable::clean;

/// `mesh.yaml:12:5: error[GWY101] headline`; without a position, the place in the model follows
/// in parentheses.
pub fn render(report: &Report<'_>) -> String {
    let name = clean(report.document.name);
    let mut out = String::new();
    for finding in report.findings {
        let headline = report.words.say(&finding.message);
        let headline = clean(&headline);
        let place = finding.primary.span.map_or_else(String::new, |span| {
            format!(":{}:{}", span.start.line, span.start.column)
        });
        let severity = finding.severity;
        let code = finding.rule.code;
        let _ = write!(out, "{name}{place}: {severity}[{code}] {headline}");
        if finding.primary.span.is_none() {
            let path = finding.primary.path.to_string();
            if !path.is_empty() {
                let _ = write!(out, " ({})", clean(&path));
            }
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::render::fixture::{findings, report, unplaced, words};

    #[test]
    fn a_finding_is_a_line_with_place_code_and_headline() {
        let words = words();
        let (findings, text) = findings();
        assert_eq!(
            super::render(&report(&findings, &words, "mesh.yaml", &text)),
            "mesh.yaml:6:14: error[GWY101] network `net-2` has no east-west gateway\n\
             mesh.yaml:2:8: warning[NAM002] the name `shöp` is not a DNS label\n"
        );
    }

    #[test]
    fn a_finding_without_position_names_its_place_in_the_model() {
        let words = words();
        assert_eq!(
            super::render(&report(&unplaced(), &words, "mesh.yaml", "")),
            "mesh.yaml: error[GWY101] network `net-2` has no east-west gateway (clusters/west/network)\n"
        );
    }
}
