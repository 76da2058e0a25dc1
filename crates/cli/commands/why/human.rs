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
    if !record.fixes.is_empty() {
        out.push('\n');
        for fix in &record.fixes {
            let title = ui.say(&text!("answer-fix", title = &fix.title));
            out.push_str(&title);
            out.push('\n');
        }
    }
    out
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
    if answer.service.is_some() {
        titles.push(ui.say(&text!("answer-service")));
    }
    titles
}
