//! Where in the text each part of the document is.

use std::collections::BTreeMap;

use meshwright_diag::{Finding, Focus, Label, ModelPath, Position, Span};

use crate::yaml::lines::{Extent, Lines};
use crate::yaml::node::{Kind, Node};

/// A list shorter than this is searched; a longer one has an index by name.
const SHORT: usize = 16;

/// The places of a document's parts in its text.
///
/// An element of a list is found by its `name`, the second of two with one name by `#index` only.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    lines: Lines,
    root: Option<Node>,
    /// For each long list, by the byte it begins at: where the element of each name is.
    names: BTreeMap<u32, BTreeMap<String, usize>>,
}

/// A part of the document that was found.
struct Found<'s> {
    key: Option<Extent>,
    node: &'s Node,
    /// Whether it is what was asked for, and not the nearest part around that.
    exact: bool,
}

impl SourceMap {
    pub(crate) fn new(lines: Lines, root: Option<Node>) -> Self {
        let mut names = BTreeMap::new();
        let mut pending: Vec<&Node> = root.iter().collect();
        while let Some(node) = pending.pop() {
            match &node.kind {
                Kind::List(items) => {
                    if items.len() >= SHORT {
                        let mut index = BTreeMap::new();
                        for (place, item) in items.iter().enumerate().rev() {
                            if let Some(name) = item.element_name() {
                                index.insert(name.to_owned(), place);
                            }
                        }
                        names.insert(node.extent.start, index);
                    }
                    pending.extend(items);
                }
                Kind::Map(entries) => pending.extend(entries.iter().map(|entry| &entry.value)),
                Kind::Scalar(_) | Kind::Unreadable => {}
            }
        }
        Self { lines, root, names }
    }

    /// The span of the key of the field at `path`; `None` where there is none, or no key.
    pub fn key(&self, path: &ModelPath) -> Option<Span> {
        let found = self.find(path).filter(|found| found.exact)?;
        Some(self.lines.span(found.key?))
    }

    /// The span of the whole value at `path`; `None` where there is none.
    pub fn value(&self, path: &ModelPath) -> Option<Span> {
        let found = self.find(path).filter(|found| found.exact)?;
        Some(self.lines.span(found.node.extent))
    }

    /// The place of the byte at `offset` of the text.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(Extent::new(offset, offset).start)
    }

    /// The innermost part of the document around the byte at `offset`: a field, an element, or
    /// the root.
    pub fn path_at(&self, offset: usize) -> ModelPath {
        let at = Extent::new(offset, offset).start;
        let around = |extent: Extent| extent.start <= at && at <= extent.end;
        let mut path = ModelPath::root();
        let mut node = self.root.as_ref();
        while let Some(inner) = node {
            node = match &inner.kind {
                Kind::Map(entries) => entries
                    .iter()
                    .find(|entry| around(entry.key_extent.to(entry.value.extent)))
                    .map(|entry| {
                        path = path.join(&entry.key);
                        &entry.value
                    }),
                Kind::List(items) => {
                    let index = items.iter().position(|item| around(item.extent));
                    index.map(|index| {
                        let item = &items[index];
                        let name = item
                            .element_name()
                            .filter(|name| self.element(inner, items, name) == Some(index));
                        path = match name {
                            Some(name) => path.join(name),
                            None => path.join(format_args!("#{index}")),
                        };
                        item
                    })
                }
                Kind::Scalar(_) | Kind::Unreadable => None,
            };
        }
        path
    }

    /// Fills in the span of every label of `finding` that has none.
    ///
    /// A part of several lines is pointed at by its key or its name; one that is not there, by
    /// the key or the name of the part it is missing from.
    pub fn locate(&self, finding: &mut Finding) {
        self.locate_label(&mut finding.primary);
        for label in &mut finding.related {
            self.locate_label(label);
        }
    }

    fn locate_label(&self, label: &mut Label) {
        if label.span.is_none() {
            label.span = self
                .find(&label.path)
                .map(|found| self.lines.span(self.pointed_at(&found, label.focus)));
        }
    }

    fn pointed_at(&self, found: &Found<'_>, focus: Focus) -> Extent {
        let value = found.node.extent;
        let is_short = self.lines.is_one_line(value);
        let is_empty = value.start == value.end;
        match (found.exact, focus, found.key) {
            (true, Focus::Key, Some(key)) => key,
            (true, _, _) if is_short && !is_empty => value,
            (_, _, Some(key)) => key,
            (_, _, None) => self.in_place_of(found.node),
        }
    }

    /// The part of the document at `path`, or the nearest around it.
    fn find(&self, path: &ModelPath) -> Option<Found<'_>> {
        let mut found = Found {
            key: None,
            node: self.root.as_ref()?,
            exact: true,
        };
        for segment in path.segments() {
            let node = found.node;
            let next = match &node.kind {
                Kind::Map(entries) => entries
                    .iter()
                    .find(|entry| entry.key == *segment)
                    .map(|entry| (Some(entry.key_extent), &entry.value)),
                Kind::List(items) => self
                    .element(node, items, segment)
                    .and_then(|index| items.get(index))
                    .map(|item| (None, item)),
                Kind::Scalar(_) | Kind::Unreadable => None,
            };
            let Some((key, node)) = next else {
                found.exact = false;
                break;
            };
            found = Found {
                key,
                node,
                exact: true,
            };
        }
        Some(found)
    }

    /// The index of the element that `segment` names in a list.
    fn element(&self, list: &Node, items: &[Node], segment: &str) -> Option<usize> {
        if let Some(index) = segment.strip_prefix('#') {
            return index.parse().ok();
        }
        match self.names.get(&list.extent.start) {
            Some(names) => names.get(segment).copied(),
            None => items
                .iter()
                .position(|item| item.element_name() == Some(segment)),
        }
    }

    /// What stands for a value that has no key: the name of an element, else the whole of one that
    /// is on one line, else its first key.
    fn in_place_of(&self, node: &Node) -> Extent {
        if node.element_name().is_some()
            && let Some(name) = node.field("name")
        {
            return name.extent;
        }
        if self.lines.is_one_line(node.extent) && node.extent.start < node.extent.end {
            return node.extent;
        }
        match &node.kind {
            Kind::Map(entries) => entries
                .first()
                .map_or(node.extent, |entry| entry.key_extent),
            Kind::List(items) => items
                .first()
                .map_or(node.extent, |item| self.in_place_of(item)),
            Kind::Scalar(_) | Kind::Unreadable => node.extent,
        }
    }
}
