//! Losses as Markdown, for a ticket.

use std::fmt::Write;

use meshwright_core::diag::text;
use meshwright_core::wire::v1::{LossesRecord, WhatIfRecord};

use super::human::{cells, headline, heads, sections};
use crate::ui::Ui;

/// The sentence, and a list for each section.
pub(crate) fn render(record: &WhatIfRecord, ui: &Ui) -> String {
    let mut out = format!("**{}**\n", headline(record, ui));
    for section in sections(record, ui) {
        let _ = writeln!(out, "\n{}\n", section.head);
        for line in section.lines {
            let _ = writeln!(out, "- {line}");
        }
    }
    out
}

/// The losses as a table.
pub(crate) fn ranking(record: &LossesRecord, ui: &Ui) -> String {
    let heads = heads().map(|key| ui.say(&text!(key)));
    let mut out = format!(
        "| {} |\n|{}\n",
        heads.join(" | "),
        " --- |".repeat(heads.len())
    );
    for loss in &record.losses {
        let _ = writeln!(out, "| {} |", cells(loss).join(" | "));
    }
    out
}
