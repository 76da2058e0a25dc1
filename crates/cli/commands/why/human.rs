//! The answer for people at a terminal.

use meshwright_core::ask::Answer;
use meshwright_core::diag::render::Colour;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::WhyRecord;

use crate::columns::Table;
use crate::ui::Ui;

/// The verdict, a line for each hop, and the smallest repair.
pub(crate) fn render(record: &WhyRecord, answer: &Answer, ui: &Ui) -> String {
    let colour = ui.style().colour;
    let mut out = verdict(record, ui);
    out.push_str("\n\n");
    let mut table = Table::new();
    for (title, hop) in titles(answer, ui).into_iter().zip(&record.hops) {
        let (mark, escape) = if hop.passes {
            ("✓", "\u{1b}[92m")
        } else {
            ("✗", "\u{1b}[91m")
        };
        let mark = match colour {
            Colour::Plain => mark.to_owned(),
            Colour::Styled => format!("{escape}{mark}\u{1b}[0m"),
        };
        table.row([mark, title, hop.text.clone()]);
    }
    for line in table.filled("  ", ui.style().width) {
        out.push_str(&line);
        out.push('\n');
    }
    let repairs = repairs(record, ui);
    if !repairs.is_empty() {
        out.push('\n');
        for repair in repairs {
            out.push_str(&repair);
            out.push('\n');
        }
    }
    out
}

/// What to do: all of it in order, or each way to do away with the first thing that breaks.
pub(crate) fn repairs(record: &WhyRecord, ui: &Ui) -> Vec<String> {
    let say = |key: &'static str, title: &str| ui.say(&text!(key, title = title));
    if record.mend.len() > 1 {
        let all = record.mend.iter().enumerate();
        return all
            .map(|(place, fix)| {
                let key = if place == 0 {
                    "answer-fix"
                } else {
                    "answer-fix-then"
                };
                say(key, &fix.title)
            })
            .collect();
    }
    let fixes = record.fixes.iter().enumerate();
    fixes
        .map(|(place, fix)| {
            let key = if place == 0 {
                "answer-fix"
            } else {
                "answer-fix-or"
            };
            say(key, &fix.title)
        })
        .collect()
}

/// The one sentence.
pub(crate) fn verdict(record: &WhyRecord, ui: &Ui) -> String {
    let (from, to) = (&record.from, &record.to);
    let gateways = record.gateways.clone();
    ui.say(&if !record.arrives {
        text!("answer-no", from = from, to = to)
    } else if record.verdict == "gateway" {
        text!("answer-gateway", from = from, to = to, gateways = gateways)
    } else if record.verdict == "same" {
        text!("answer-same", to = to)
    } else {
        text!("answer-direct", from = from, to = to)
    })
}

/// What each hop is called.
pub(crate) fn titles(answer: &Answer, ui: &Ui) -> Vec<String> {
    let hops = answer.why.hops.iter();
    let mut titles: Vec<String> = hops.map(|hop| ui.say(&hop.kind.title())).collect();
    if let Some(service) = &answer.service {
        titles.push(ui.say(&text!("answer-service")));
        if service.listed.is_some() {
            titles.push(ui.say(&text!("answer-list")));
        }
    }
    titles
}
