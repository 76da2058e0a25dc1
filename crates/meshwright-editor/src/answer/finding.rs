//! Findings and their repairs.

use meshwright_core::diag::{Change, Edit, ModelPath, Value};
use serde::Deserialize;

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The mesh will not work, or cannot be planned.
    Error,
    /// It will work, but not as one would wish.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in the text.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Position {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Span {
    /// Its first place.
    pub start: Position,
    /// The place behind it.
    pub end: Position,
}

/// A repair.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// `safe` or `unsafe`.
    pub safety: String,
    /// The edits, in order.
    pub edits: Vec<EditRecord>,
}

/// An edit.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct EditRecord {
    path: String,
    change: String,
    #[serde(default)]
    value: Value,
}

impl Fix {
    /// The edits; an unknown kind of change makes the repair empty.
    pub fn edits(&self) -> Vec<Edit> {
        let edits: Option<Vec<Edit>> = self.edits.iter().map(EditRecord::edit).collect();
        edits.unwrap_or_default()
    }
}

impl EditRecord {
    fn edit(&self) -> Option<Edit> {
        let value = self.value.clone();
        let change = match self.change.as_str() {
            "set" => Change::Set(value),
            "remove" => Change::Remove,
            "append" => Change::Append(value),
            "rename" => Change::Rename(value.as_str()?.to_owned()),
            _ => return None,
        };
        Some(Edit {
            path: ModelPath::parse(&self.path),
            change,
        })
    }
}

/// Something to tell about the topology.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The sentence that stands alone.
    pub headline: String,
    /// The place in the model.
    pub path: String,
    /// The place in the text.
    pub span: Option<Span>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Repairs, the best first.
    pub fixes: Vec<Fix>,
}
