//! The report as JUnit has it, for continuous integration.

use std::fmt::Write;

use meshwright_core::diag::Words;
use meshwright_core::diag::render::printable::clean;

use super::Report;

/// One test of the file.
struct Test {
    class: &'static str,
    name: String,
    seconds: f64,
    /// Why it failed; empty where it passed.
    failure: String,
}

/// The whole file.
pub(super) fn render(report: &Report, words: &Words) -> String {
    let tests = tests(report, words);
    let n_failed = tests.iter().filter(|test| !test.failure.is_empty()).count();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        xml,
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{n_failed}\" time=\"{:.1}\">",
        escape(&report.mesh),
        tests.len(),
        report.seconds
    );
    for test in &tests {
        let _ = write!(
            xml,
            "  <testcase classname=\"{}\" name=\"{}\" time=\"{:.1}\"",
            test.class,
            escape(&test.name),
            test.seconds
        );
        let _ = if test.failure.is_empty() {
            writeln!(xml, "/>")
        } else {
            let failure = escape(&test.failure);
            writeln!(
                xml,
                ">\n    <failure message=\"{failure}\"/>\n  </testcase>"
            )
        };
    }
    xml.push_str("</testsuite>\n");
    xml
}

fn tests(report: &Report, words: &Words) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut add = |class, name: String, seconds, failure: String| {
        tests.push(Test {
            class,
            name,
            seconds,
            failure,
        });
    };
    for run in &report.runs {
        let failure = if run.reached_end {
            String::new()
        } else if run.said.is_empty() {
            words.say(&report.verdict())
        } else {
            run.said.clone()
        };
        add("run", run.script.clone(), run.seconds, failure);
    }
    for case in &report.cases {
        let situation = case.situation.as_deref().unwrap_or_default();
        let name = format!(
            "{}:{} from {} {} {situation}",
            case.service, case.port, case.from, case.proxy
        );
        let failure = if case.agrees {
            String::new()
        } else {
            let real = case.real.clone().unwrap_or_default().join(" | ");
            format!("predicted {} and got {real}", case.predicted.join(" | "))
        };
        add("list", name.trim_end().to_owned(), 0.0, failure);
    }
    for loss in &report.losses {
        let wrong = loss.statements.iter().filter(|it| !it.agrees());
        let wrong: Vec<String> = wrong
            .map(|it| format!("{} {}: {}", it.about, it.subject, it.real))
            .collect();
        add("loss", loss.lost.clone(), loss.seconds, wrong.join("; "));
    }
    for proof in &report.proofs {
        let failure = match (proof.holds, proof.detail.is_empty()) {
            (true, _) => String::new(),
            (false, true) => proof.name.to_owned(),
            (false, false) => proof.detail.clone(),
        };
        add("proof", proof.name.to_owned(), 0.0, failure);
    }
    for (class, objects) in [("second-run", &report.changed), ("undo", &report.left)] {
        let told: Vec<String> = objects
            .iter()
            .map(|it| format!("{} {} {}", it.cluster, it.how, it.object))
            .collect();
        add(class, report.mesh.clone(), 0.0, told.join("; "));
    }
    for cause in &report.causes {
        let name = format!("{} in {}", cause.name, cause.cluster);
        add("cause", name, 0.0, cause.message.clone());
    }
    tests
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
