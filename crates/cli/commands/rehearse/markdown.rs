//! The requests of a rehearsal as Markdown: a picture of what flowed, and a table.

use std::collections::BTreeSet;
use std::fmt::Write;

use meshwright_core::diag::{Words, text};
use meshwright_rehearsal::traffic::report::{TrafficCase, TrafficReport};

/// The head of a table of requests.
const HEADER: &str = "\
| from | service | answered by | way | predicted | real | median | p95 | failed | |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

/// The whole file.
pub(super) fn render(mesh: &str, report: &TrafficReport, words: &Words) -> String {
    let headline = words.say(&text!(
        "rehearse-traffic-headline",
        agreeing = report.agreeing,
        cases = report.cases.len(),
        requests = u64::from(report.requests),
        pods = report.pods
    ));
    let mut out = format!("# {mesh}\n\n{headline}\n\n");
    picture(&report.cases, &mut out);
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{HEADER}");
    for case in report.cases.iter().filter(|it| it.situation.is_empty()) {
        rows(case, &mut out);
    }
    out.push('\n');
    for fault in &report.faults {
        let told = words.say(&text!("rehearse-traffic-fault", fault = &fault.fault));
        let _ = writeln!(out, "{told}\n");
        for cause in &fault.causes {
            let _ = writeln!(out, "- {}", cell(&cause.message));
        }
        let _ = writeln!(out, "\n{HEADER}");
        for case in report.cases.iter().filter(|it| it.situation == fault.fault) {
            rows(case, &mut out);
        }
        out.push('\n');
    }
    for loss in &report.losses {
        let lost = words.say(&text!("rehearse-traffic-lost", part = &loss.lost));
        let _ = writeln!(
            out,
            "{lost}\n\n| from | to | predicted to lose | answers before | after |\n\
             | --- | --- | --- | --- | --- |"
        );
        for pair in &loss.pairs {
            let _ = writeln!(
                out,
                "| {} | {} | {:.1} % | {} | {} |",
                pair.from,
                pair.to,
                pair.predicted * 100.0,
                pair.before,
                pair.after
            );
        }
        out.push('\n');
        for caller in &loss.callers {
            let _ = writeln!(
                out,
                "- {}: {} of {} failed within {} ms",
                caller.from, caller.failed, caller.sent, caller.failing_millis
            );
        }
        out.push('\n');
    }
    for sentence in report.skipped.iter().chain(&report.not_istio) {
        let _ = writeln!(out, "- {}", cell(sentence));
    }
    out
}

/// What flowed in the ordinary situation, as a picture.
fn picture(cases: &[TrafficCase], out: &mut String) {
    let ordinary = || cases.iter().filter(|case| case.situation.is_empty());
    let mut clusters = BTreeSet::new();
    for case in ordinary() {
        clusters.insert(&case.from);
        clusters.extend(case.shares.iter().map(|share| &share.cluster));
    }
    let clusters: Vec<&String> = clusters.into_iter().collect();
    let id = |name: &String| clusters.iter().position(|it| *it == name).unwrap_or(0);
    out.push_str("```mermaid\nflowchart LR\n");
    for (place, cluster) in clusters.iter().enumerate() {
        let _ = writeln!(out, "  c{place}[\"{}\"]", cluster.replace('"', "'"));
    }
    for case in ordinary() {
        for share in case.shares.iter().filter(|it| it.answers > 0) {
            let _ = writeln!(
                out,
                "  c{} -->|\"{}:{} {} of {}\"| c{}",
                id(&case.from),
                case.service,
                case.port,
                share.answers,
                case.sent,
                id(&share.cluster)
            );
        }
    }
    out.push_str("```\n\n");
}

fn rows(case: &TrafficCase, out: &mut String) {
    let mark = if case.agrees {
        "="
    } else {
        "**not as predicted**"
    };
    let answered: u32 = case.shares.iter().map(|it| it.answers).sum();
    let service = format!("{}:{}", case.service, case.port);
    let errors: Vec<String> = case
        .errors
        .iter()
        .map(|(error, count)| format!("{count} × {}", cell(error)))
        .collect();
    let mut line = |by: &str, way: &str, predicted: f64, answers: u32| {
        let _ = writeln!(
            out,
            "| {} | {service} | {by} | {way} | {:.1} % | {answers} of {answered} | {:.1} ms | {:.1} ms | {} of {} {} | {mark} |",
            case.from,
            predicted * 100.0,
            case.median_millis,
            case.p95_millis,
            case.failed,
            case.sent,
            errors.join(", ")
        );
    };
    for share in &case.shares {
        line(&share.cluster, &share.way, share.predicted, share.answers);
    }
    if case.shares.is_empty() {
        line("nobody", "", 0.0, 0);
    }
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace('<', "&lt;")
        .replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::super::junit::tests::report;
    use super::render;
    use meshwright_core::diag::{Language, Words};

    #[test]
    fn the_picture_and_the_table_have_what_flowed() {
        let sources = [meshwright_core::sources(), &[meshwright_rehearsal::WORDS]].concat();
        let words = Words::new(Language::En, &sources);
        let told = render("shop", &report(), &words);
        for part in [
            "c0 -->|\"helloworld.sample:5000 98 of 200\"| c1",
            "| east | helloworld.sample:5000 | west | gateway of west | 50.0 % | 98 of 200 |",
            "10 × 503 &lt;reset>",
            "**not as predicted**",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
}
