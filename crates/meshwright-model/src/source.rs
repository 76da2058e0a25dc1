//! Where in the text each part of the document is.

use meshwright_diag::{Finding, ModelPath, Span};

/// The places of a document's parts in its text.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {}

impl SourceMap {
    /// The span of the key of the field at `path`.
    pub fn key(&self, path: &ModelPath) -> Option<Span> {
        let _ = path;
        None
    }

    /// The span of the whole value at `path`.
    pub fn value(&self, path: &ModelPath) -> Option<Span> {
        let _ = path;
        None
    }

    /// Fills in the span of every label of `finding` that has none.
    pub fn locate(&self, finding: &mut Finding) {
        let _ = finding;
    }
}
