//! What Meshwright has to say: findings, and the sentences in them.
//!
//! This crate knows no mesh and no Istio.
//! It holds the shape of a [`Finding`] (code, severity, place, help, repair), the
//! [`Text`] that a finding or a plan step is made of before a language is chosen, the
//! [`Words`] that turn a text into a sentence, and the renderers that print findings.
//!
//! Not here: rules (`meshwright-check`), reading documents (`meshwright-model`).

pub mod edit;
pub mod finding;
pub mod path;
pub mod render;
pub mod rule;
pub mod severity;
pub mod span;
pub mod text;
pub mod words;

pub use edit::{Change, Edit, Fix, Safety};
pub use finding::{Finding, Focus, Label};
pub use path::ModelPath;
pub use rule::{Area, Code, RuleInfo};
pub use severity::Severity;
pub use span::{Position, Span};
pub use text::{Arg, Args, Text};
pub use words::{Language, Source, Words};

/// The words around findings when they are printed.
pub const WORDS: Source = Source {
    language: Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: Source = Source {
    language: Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};

/// A free-form value as it stands in a document: what JSON can hold, map order kept.
pub type Value = serde_json::Value;
