//! The checks as JUnit has them, for continuous integration.

use std::fmt::Write;

use meshwright_core::diag::render::printable::clean;
use meshwright_core::wire::v1::{CheckRecord, VerificationRecord};

/// The whole file.
pub(super) fn render(record: &VerificationRecord) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        xml,
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">",
        escape(&record.mesh),
        record.checks.len(),
        record.failed,
        record.skipped
    );
    for check in &record.checks {
        case(check, &mut xml);
    }
    xml.push_str("</testsuite>\n");
    xml
}

fn case(check: &CheckRecord, xml: &mut String) {
    let name = match &check.to {
        Some(to) => format!("{} to {to}", check.from),
        None => check.from.clone(),
    };
    let _ = write!(
        xml,
        "  <testcase classname=\"{}\" name=\"{}\" time=\"{}.{:03}\"",
        check.subject,
        escape(&name),
        check.millis / 1000,
        check.millis % 1000
    );
    let message = escape(check.message.as_deref().unwrap_or_default());
    let detail = escape(check.detail.as_deref().unwrap_or_default());
    let _ = match check.verdict {
        "failed" => writeln!(
            xml,
            ">\n    <failure message=\"{message}\">{detail}</failure>\n  </testcase>"
        ),
        "skipped" => writeln!(
            xml,
            ">\n    <skipped message=\"{message}\"/>\n  </testcase>"
        ),
        _ => writeln!(xml, "/>"),
    };
}

/// A text as XML has it; characters that XML has no way to write are spelled out.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for line in text.lines() {
        if !escaped.is_empty() {
            escaped.push_str("&#10;");
        }
        for character in clean(line).chars() {
            match character {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                character => escaped.push(character),
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_that_a_cluster_says_breaks_the_file() {
        assert_eq!(
            escape("<a href=\"x\">&\u{1b}\nb"),
            "&lt;a href=&quot;x&quot;&gt;&amp;␛&#10;b"
        );
    }
}
