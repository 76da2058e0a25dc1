//! Losses for people at a terminal.

use meshwright_core::diag::{Text, text};
use meshwright_core::wire::v1::{ImpactRecord, LossesRecord, StoppedRecord, WhatIfRecord};

use crate::columns::Table;
use crate::ui::Ui;

/// Pairs that are shown one by one; more are counted.
const SHOWN: usize = 20;

/// The losses with what they cost, a line for each.
pub(crate) fn ranking(record: &LossesRecord, ui: &Ui) -> String {
    let mut table = Table::new();
    table.row(heads().map(|key| ui.say(&text!(key))));
    for loss in &record.losses {
        table.row(cells(loss));
    }
    let mut out = String::new();
    for line in table.lines("") {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// The heads of the ranking's columns.
pub(crate) const fn heads() -> [&'static str; 6] {
    [
        "whatif-head-share",
        "whatif-head-pairs",
        "whatif-head-pods",
        "whatif-head-old",
        "whatif-head-unwatched",
        "whatif-head-lost",
    ]
}

/// The cells of a line of the ranking.
pub(crate) fn cells(loss: &ImpactRecord) -> [String; 6] {
    [
        percent(loss.share),
        loss.pair_count.to_string(),
        loss.no_new_pods_count.to_string(),
        loss.old_configuration_count.to_string(),
        loss.unwatched_count.to_string(),
        loss.lost.join(" + "),
    ]
}

/// A part of 1 as `12.5 %`, without a zero behind the point.
pub(crate) fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}

/// A section: its head and its lines.
pub(crate) struct Section {
    /// The head.
    pub(crate) head: String,
    /// The lines.
    pub(crate) lines: Vec<String>,
}

/// What follows from the loss, section by section.
pub(crate) fn sections(record: &WhatIfRecord, ui: &Ui) -> Vec<Section> {
    let say = |text: &Text| ui.say(text);
    let stopped = |list: &[StoppedRecord], with_time: bool| -> Vec<String> {
        let line = |it: &StoppedRecord| {
            if with_time {
                say(&text!(
                    "whatif-stopped-until",
                    cluster = &it.cluster,
                    because = &it.because,
                    until = &it.until_text
                ))
            } else {
                say(&text!(
                    "whatif-stopped",
                    cluster = &it.cluster,
                    because = &it.because
                ))
            }
        };
        list.iter().map(line).collect()
    };
    let names = |list: &[String]| -> Vec<String> {
        if list.is_empty() {
            Vec::new()
        } else {
            vec![say(&text!("whatif-names", clusters = list.to_vec()))]
        }
    };
    let mut pairs: Vec<String> = record
        .pairs
        .iter()
        .take(SHOWN)
        .map(|pair| {
            say(&text!(
                "whatif-pair",
                from = &pair.from,
                to = &pair.to,
                percent = percent(pair.share),
                because = &pair.because
            ))
        })
        .collect();
    if record.pairs.len() > SHOWN {
        let count = record.pairs.len() - SHOWN;
        pairs.push(say(&text!("whatif-more-pairs", count = count)));
    }
    let callers = record.callers.iter().take(SHOWN).map(|caller| {
        let (cluster, percent) = (&caller.cluster, percent(caller.share));
        say(&text!(
            "whatif-caller",
            cluster = cluster,
            percent = percent
        ))
    });
    let unwatched = record.unwatched.iter().take(SHOWN).map(|it| {
        let (istiod, cluster) = (&it.istiod, &it.cluster);
        say(&text!(
            "whatif-unwatched",
            istiod = istiod,
            cluster = cluster
        ))
    });
    let mut unwatched: Vec<String> = unwatched.collect();
    if !unwatched.is_empty() {
        unwatched.push(say(&text!("whatif-restart")));
    }
    [
        ("whatif-gone", names(&record.gone)),
        ("whatif-running", names(&record.running)),
        ("whatif-old", stopped(&record.old_configuration, true)),
        ("whatif-pods", stopped(&record.no_new_pods, false)),
        ("whatif-watches", unwatched),
        ("whatif-pairs", pairs),
        ("whatif-callers", callers.collect()),
    ]
    .into_iter()
    .filter(|(_, lines)| !lines.is_empty())
    .map(|(key, lines)| Section {
        head: say(&text!(key)),
        lines,
    })
    .collect()
}

/// The one sentence.
pub(crate) fn headline(record: &WhatIfRecord, ui: &Ui) -> String {
    let impact = &record.impact;
    let parts = ui.words().enumerate(&impact.text);
    ui.say(&text!(
        "whatif-headline",
        parts = parts,
        percent = percent(impact.share),
        count = impact.pair_count
    ))
}

/// The sentence, and the sections below it.
pub(crate) fn render(record: &WhatIfRecord, ui: &Ui) -> String {
    let mut out = format!("{}\n", headline(record, ui));
    for section in sections(record, ui) {
        out.push('\n');
        out.push_str(&section.head);
        out.push('\n');
        let mut table = Table::new();
        for line in section.lines {
            table.row([line]);
        }
        for line in table.filled("  ", ui.style().width) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}
