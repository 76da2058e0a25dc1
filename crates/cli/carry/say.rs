//! Failures and times as lines.

use std::time::Duration;

use meshwright_apply::{Failure, Outcome};
use meshwright_core::diag::render::Colour;
use meshwright_core::diag::render::printable::clean;

use crate::ui::Ui;

/// A time as people say it: `0.4 s`, `1 min 20 s`.
pub(crate) fn time(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{}.{} s", seconds, took.subsec_millis() / 100)
    }
}

/// The sentence of a failure, and under it what a program said.
pub(crate) fn failure(failure: &Failure, ui: &Ui) -> String {
    problem(&ui.say(&failure.text), &failure.detail)
}

/// A sentence, and under it what a program said.
pub(crate) fn problem(sentence: &str, detail: &str) -> String {
    let mut lines = format!("    {}\n", clean(sentence));
    for line in detail.lines() {
        lines.push_str("      | ");
        lines.push_str(&clean(line));
        lines.push('\n');
    }
    lines
}

/// An outcome, as wide as the longest, in its colour.
pub(crate) fn outcome(outcome: Outcome, ui: &Ui) -> String {
    let word = ui.say(&outcome.text());
    let padded = format!("{word:<12}");
    let colour = match outcome {
        Outcome::Done => "32",
        Outcome::AlreadyDone => "36",
        Outcome::Failed | Outcome::TimedOut => "1;31",
        Outcome::Interrupted | Outcome::Unknown | Outcome::Blocked => "33",
        Outcome::Skipped => "2",
    };
    match ui.style().colour {
        Colour::Plain => padded,
        Colour::Styled => format!("\u{1b}[{colour}m{padded}\u{1b}[0m"),
    }
}
