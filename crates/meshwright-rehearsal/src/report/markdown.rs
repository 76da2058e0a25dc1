//! The report as Markdown, for a change request.

use std::fmt::Write;

use meshwright_core::diag::{Words, text};

use super::verdict::verdict;
use super::{Report, pairs};

/// The whole page.
pub(super) fn render(report: &Report, words: &Words) -> String {
    let headline = words.say(&text!(
        "rehearse-headline",
        mesh = &report.mesh,
        istio = &report.istio,
        kubernetes = &report.kubernetes
    ));
    let mut page = format!("# {headline}\n\n{}\n", verdict(report, words));
    // Writing to a String cannot fail.
    for cause in &report.causes {
        let _ = write!(
            page,
            "\n- **{}**: {} {}\n",
            cause.name, cause.message, cause.help
        );
    }
    for remark in &report.remarks {
        let _ = write!(page, "\n- {remark}\n");
    }
    for run in &report.runs {
        let _ = write!(
            page,
            "\n## {}\n\n| step | seconds | |\n| --- | ---: | --- |\n",
            run.script
        );
        for step in &run.steps {
            let _ = writeln!(
                page,
                "| {} | {:.1} | {} |",
                cell(&step.id),
                step.seconds,
                cell(&step.title)
            );
        }
    }
    let pairs = pairs(&report.cases);
    if !pairs.is_empty() {
        let said = words.say(&text!(
            "rehearse-cases",
            agreeing = report.agreeing,
            cases = report.cases.len()
        ));
        let _ = write!(
            page,
            "\n## {said}\n\n| from | to | service | predicted | sent | |\n\
             | --- | --- | --- | --- | --- | --- |\n"
        );
        for pair in pairs {
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} | {} | {} |",
                pair.from,
                pair.to,
                pair.service,
                cell(&pair.predicted.join(", ")),
                cell(&pair.real.join(", ")),
                match (pair.agrees, &pair.rule) {
                    (true, None) => "=".to_owned(),
                    (true, Some(rule)) => format!("= {rule}"),
                    (false, _) => "≠".to_owned(),
                }
            );
        }
    }
    for loss in &report.losses {
        let _ = write!(
            page,
            "\n## {}\n\n| | | predicted | seen | |\n| --- | --- | --- | --- | --- |\n",
            loss.lost
        );
        for it in &loss.statements {
            let mark = if it.agrees() { "=" } else { "≠" };
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} | {mark} |",
                it.about, it.subject, it.predicted, it.real
            );
        }
    }
    let _ = write!(
        page,
        "\n## {}\n\n",
        words.say(&text!("rehearse-not-rehearsed"))
    );
    for sentence in &report.not_rehearsed {
        let _ = writeln!(page, "- {sentence}");
    }
    page
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
