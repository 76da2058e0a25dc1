//! A YAML text as a tree that knows where each part stood.

use std::collections::BTreeSet;

use super::lines::Extent;

/// A value of the text and where it stood.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) extent: Extent,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A text, number, boolean or nothing.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map; no key is there twice.
    Map(Vec<Entry>),
    /// Something that was reported and cannot be used, such as an alias.
    Unreadable,
}

/// A scalar as its text stood there, unescaped.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    /// Whether it stood there without quotes, so that its text decides its type.
    pub(crate) plain: bool,
}

/// A key, where it stood, and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_extent: Extent,
    pub(crate) value: Node,
}

impl Node {
    /// The value of the field `key` of a map.
    pub(crate) fn field(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The name of an element of a list: its scalar `name`, unless that looks like an index.
    pub(crate) fn element_name(&self) -> Option<&str> {
        match &self.field("name")?.kind {
            Kind::Scalar(scalar) => usable_as_segment(&scalar.text).then_some(&scalar.text),
            _ => None,
        }
    }
}

/// Whether a text can stand for an element in a path: an index begins with `#`.
pub(crate) fn usable_as_segment(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('#')
}

/// The name that stands for each element in a path; `None` where its index does, because it has
/// no name or an earlier element has the same.
pub(crate) fn element_names<'n>(
    names: impl IntoIterator<Item = Option<&'n str>>,
) -> Vec<Option<&'n str>> {
    let mut seen = BTreeSet::new();
    names
        .into_iter()
        .map(|name| name.filter(|name| seen.insert(*name)))
        .collect()
}
