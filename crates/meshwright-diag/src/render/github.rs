//! Workflow commands: a code host shows them beside the lines of a pull request.

use std::fmt::Write;

use super::Report;
use super::printable::{clean, clean_lines};
use crate::{Finding, Severity};

/// `::error file=mesh.yaml,line=12,col=5,title=GWY101 …::headline%0Ahelp`.
pub fn render(report: &Report<'_>) -> String {
    report
        .findings
        .iter()
        .map(|finding| command(report, finding))
        .collect()
}

fn command(report: &Report<'_>, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = format!("file={}", property(report.document.name));
    if let Some(span) = finding.primary.span {
        let _ = write!(
            properties,
            ",line={},endLine={}",
            span.start.line, span.end.line
        );
        // A column means something to the host only when the lines are one.
        if span.start.line == span.end.line {
            let end = span.end.column.max(span.start.column);
            let _ = write!(properties, ",col={},endColumn={end}", span.start.column);
        }
    }
    let title = format!("{} {}", finding.rule.code, finding.rule.name);
    let _ = write!(properties, ",title={}", property(&title));

    let mut message = report.words.say(&finding.message);
    for text in [finding.why(), finding.help()] {
        if let Some(sentence) = report.words.find(&text) {
            message.push('\n');
            message.push_str(&sentence);
        }
    }
    format!("::{level} {properties}::{}\n", data(&message))
}

/// Escapes a command's message.
fn data(text: &str) -> String {
    clean_lines(text).replace('%', "%25").replace('\n', "%0A")
}

/// Escapes a command's property.
fn property(text: &str) -> String {
    clean(text)
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::render::fixture::{findings, report, unplaced, words};

    #[test]
    fn a_finding_is_a_command_with_its_place() {
        let words = words();
        let (findings, text) = findings();
        let out = super::render(&report(&findings[..1], &words, "a,b:c%.yaml", &text));
        assert_eq!(
            out,
            "::error file=a%2Cb%3Ac%25.yaml,line=6,endLine=6,col=14,endColumn=19,\
             title=GWY101 network-without-gateway::network `net-2` has no east-west gateway%0A\
             Pods of `net-2` cannot be reached: 100%25 of requests from other networks fail.%0A\
             Add a gateway to `west`.\n"
        );
    }

    #[test]
    fn a_finding_without_position_names_only_the_file() {
        let words = words();
        let out = super::render(&report(&unplaced(), &words, "mesh.yaml", ""));
        assert!(
            out.starts_with("::error file=mesh.yaml,title=GWY101 "),
            "{out}"
        );
        assert_eq!(out.lines().count(), 1);
    }
}
