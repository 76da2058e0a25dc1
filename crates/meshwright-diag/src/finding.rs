//! What the checker says about a topology.

use crate::{Args, Fix, ModelPath, RuleInfo, Severity, Span, Text};

/// Which part of a place a label points at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The value, or the whole element of a list.
    #[default]
    Value,
    /// The key of the field.
    Key,
}

/// A place and, for related places, what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where in the model.
    pub path: ModelPath,
    /// Which part of it.
    pub focus: Focus,
    /// Where in the text; `None` until located, and for models that never were a text.
    pub span: Option<Span>,
    /// A short note; `None` for none.
    pub text: Option<Text>,
}

impl Label {
    /// A label on the value at `path`, without a note.
    pub const fn at(path: ModelPath) -> Self {
        Self {
            path,
            focus: Focus::Value,
            span: None,
            text: None,
        }
    }
}

/// Something to tell the user about the topology.
///
/// The message has the rule's code as its key (see [`Finding::case`] for rules with several
/// cases). Its value is the headline, readable alone in 80 columns; its attributes `label`,
/// `why` and `help` are the note at the primary place, the reason, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static RuleInfo,
    /// How bad it is: the rule's severity unless changed.
    pub severity: Severity,
    /// The headline; its attributes are the rest.
    pub message: Text,
    /// The most specific place.
    pub primary: Label,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// Repairs, the best first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding of `rule` at `path`; `args` are shared by headline, label, why and help.
    pub fn new(rule: &'static RuleInfo, path: ModelPath, args: Args) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: Text::new(rule.code.0, args),
            primary: Label::at(path),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Speaks with the message `CODE-case` instead of `CODE`.
    #[must_use]
    pub fn case(mut self, case: &str) -> Self {
        self.message.key = format!("{}-{case}", self.rule.code).into();
        self
    }

    /// Points at the key of the primary place instead of its value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.primary.focus = Focus::Key;
        self
    }

    /// Points at a stretch of text that no model path names.
    #[must_use]
    pub const fn at_span(mut self, span: Span) -> Self {
        self.primary.span = Some(span);
        self
    }

    /// Gives the finding another severity than its rule's.
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds a related place; its note is the message's attribute `note`.
    #[must_use]
    pub fn related(mut self, path: ModelPath, note: &str) -> Self {
        let text = Some(self.message.attribute(note));
        self.related.push(Label {
            text,
            ..Label::at(path)
        });
        self
    }

    /// Adds a repair.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// The note at the primary place.
    pub fn label(&self) -> Text {
        self.message.attribute("label")
    }

    /// Why it matters.
    pub fn why(&self) -> Text {
        self.message.attribute("why")
    }

    /// What to do, in the imperative.
    pub fn help(&self) -> Text {
        self.message.attribute("help")
    }
}
