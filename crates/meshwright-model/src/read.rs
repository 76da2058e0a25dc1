//! From text to [`Document`].

use meshwright_diag::{Finding, Value};

use crate::document::Topology;
use crate::source::SourceMap;

/// A text that was read: what it says, where it says it, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The topology; `Some` whenever the text is a map, with the bad parts left out.
    pub topology: Option<Topology>,
    /// The whole document as it stands, with unknown fields; what repairs are applied to.
    pub root: Option<Value>,
    /// Where everything is.
    pub source: SourceMap,
    /// What is wrong with the text, in its order; every one has its place located.
    pub findings: Vec<Finding>,
}

/// Reads a topology document.
pub fn read(text: &str) -> Document {
    let _ = text;
    Document {
        topology: None,
        root: None,
        source: SourceMap::default(),
        findings: Vec::new(),
    }
}

/// Reads a topology document whose encoding is not known yet.
pub fn read_bytes(bytes: &[u8]) -> Document {
    read(&String::from_utf8_lossy(bytes))
}
