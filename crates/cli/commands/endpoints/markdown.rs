//! The lists as Markdown, for a ticket.

use std::fmt::Write;

use meshwright_core::diag::text;
use meshwright_core::wire::v1::EndpointsRecord;

use super::human::{address, notes, status, title, weight};
use crate::ui::Ui;

/// A heading for each cluster of callers, and a table below it.
pub(crate) fn render(record: &EndpointsRecord, ui: &Ui) -> String {
    let mut out = String::new();
    let say = |key: &'static str| ui.say(&text!(key));
    for lists in record.lists.chunk_by(|one, other| one.from == other.from) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "**{}**\n", title(&lists[0], ui));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |\n| --- | --- | --- | --- | --- |",
            say("lists-endpoint"),
            say("lists-status"),
            say("lists-cluster"),
            say("lists-weight"),
            say("lists-meaning")
        );
        for list in lists {
            for entry in &list.endpoints {
                let _ = writeln!(
                    out,
                    "| `{}` | {} | `{}` | {} | {} |",
                    address(entry, ui),
                    status(entry),
                    list.cluster.replace('|', "\\|"),
                    weight(entry),
                    entry.text
                );
            }
        }
        let notes: Vec<String> = lists.iter().flat_map(|list| notes(list, ui)).collect();
        if !notes.is_empty() {
            out.push('\n');
        }
        for note in notes {
            let _ = writeln!(out, "- {note}");
        }
    }
    out
}
