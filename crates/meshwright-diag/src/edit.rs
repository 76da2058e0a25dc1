//! Repairs: edits on the model that remove a finding.

use serde::Serialize;

use crate::{ModelPath, Text, Value};

/// Whether a repair may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It changes nothing but what the finding is about.
    Safe,
    /// It decides something that a person should decide.
    Unsafe,
}

/// One change at one place of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "change", content = "value")]
pub enum Change {
    /// Puts the value there, in place of what there was; parents are made where absent.
    Set(Value),
    /// Takes away what is there.
    Remove,
    /// Adds the value to the end of the list that is there, or begins a list.
    Append(Value),
    /// Gives the key of the field that is there another name.
    Rename(String),
}

/// A change and where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Where.
    pub path: ModelPath,
    /// What.
    #[serde(flatten)]
    pub change: Change,
}

/// A repair: edits that, applied together, remove the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: Text,
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// The edits, applied in this order.
    pub edits: Vec<Edit>,
}
