//! The answer as Markdown, for a ticket.

use std::fmt::Write;

use meshwright_core::ask::Answer;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::WhyRecord;

use super::human::{titles, verdict};
use crate::ui::Ui;

/// The verdict, a list of hops, and the repairs.
pub(crate) fn render(record: &WhyRecord, answer: &Answer, ui: &Ui) -> String {
    let mut out = format!("**{}**\n\n", verdict(record, ui));
    for (title, hop) in titles(answer, ui).into_iter().zip(&record.hops) {
        let mark = if hop.passes { "x" } else { " " };
        let _ = writeln!(out, "- [{mark}] {title}: {}", hop.text);
    }
    if !record.fixes.is_empty() {
        out.push('\n');
        for fix in &record.fixes {
            let title = ui.say(&text!("answer-fix", title = &fix.title));
            let _ = writeln!(out, "{title}");
        }
    }
    out
}
