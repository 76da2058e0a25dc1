//! The formats that answers are printed in.

use clap::ValueEnum;

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
    /// For a ticket.
    Markdown,
}

impl Format {
    /// The format that was asked for, by `--format` or by `--json`.
    pub(crate) const fn of(format: Self, json: bool) -> Self {
        if json { Self::Json } else { format }
    }
}
