//! The answer as Markdown, for a ticket.

use std::fmt::Write;

use meshwright_core::ask::Answer;
use meshwright_core::wire::v1::WhyRecord;

use super::human::{repairs, titles, verdict};
use crate::ui::Ui;

/// The verdict, a list of hops, and the repairs.
pub(crate) fn render(record: &WhyRecord, answer: &Answer, ui: &Ui) -> String {
    let mut out = format!("**{}**\n\n", verdict(record, ui));
    for (title, hop) in titles(answer, ui).into_iter().zip(&record.hops) {
        let mark = if hop.passes { "x" } else { " " };
        let _ = writeln!(out, "- [{mark}] {title}: {}", hop.text);
    }
    let repairs = repairs(record, ui);
    if !repairs.is_empty() {
        out.push('\n');
    }
    for repair in repairs {
        let _ = writeln!(out, "- {repair}");
    }
    out
}
