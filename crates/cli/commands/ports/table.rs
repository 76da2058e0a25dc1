//! The ports as tables: for the terminal and for a ticket.

use std::fmt::Write;

use meshwright_core::diag::text;
use meshwright_core::wire::v1::{PortRecord, PortsRecord};

use crate::columns::Table;
use crate::ui::Ui;

const HEADS: [&str; 4] = ["open-port", "open-source", "open-target", "open-purpose"];

/// What crosses borders, then what stays inside.
pub(crate) fn human(record: &PortsRecord, ui: &Ui) -> String {
    let mut out = String::new();
    for (head, rows) in sections(record, ui) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{head}");
        let mut table = Table::new();
        table.row(HEADS.map(|key| ui.say(&text!(key))));
        for row in rows {
            table.row(cells(row, ui));
        }
        for line in table.lines("  ") {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// The same in Markdown.
pub(crate) fn markdown(record: &PortsRecord, ui: &Ui) -> String {
    let mut out = String::new();
    for (head, rows) in sections(record, ui) {
        if !out.is_empty() {
            out.push('\n');
        }
        let heads = HEADS.map(|key| ui.say(&text!(key)));
        let _ = writeln!(
            out,
            "**{head}**\n\n| {} |\n|{}",
            heads.join(" | "),
            " --- |".repeat(heads.len())
        );
        for row in rows {
            let _ = writeln!(out, "| {} |", cells(row, ui).join(" | "));
        }
    }
    out
}

fn sections<'a>(record: &'a PortsRecord, ui: &Ui) -> Vec<(String, &'a [PortRecord])> {
    let rows = record.ports.as_slice();
    let (outside, inside) = rows.split_at(rows.partition_point(|row| row.crosses_borders));
    [("open-borders", outside), ("open-inside", inside)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(key, rows)| (ui.say(&text!(key)), rows))
        .collect()
}

fn cells(row: &PortRecord, ui: &Ui) -> [String; 4] {
    let end = |words: &str, addresses: &[String]| {
        if addresses.is_empty() {
            words.to_owned()
        } else {
            format!("{words} ({})", addresses.join(", "))
        }
    };
    let port = match row.port {
        Some(port) => format!("{}/{port}", row.protocol),
        None => ui.say(&text!("open-any")),
    };
    let purpose = if row.need == "optional" {
        ui.say(&text!("open-optional", purpose = &row.purpose))
    } else {
        row.purpose.clone()
    };
    [
        port,
        end(&row.source, &row.source_addresses),
        end(&row.target, &row.target_addresses),
        purpose,
    ]
}
