//! From text to a tree of nodes.
//!
//! The limits are held while reading, so that a hostile text costs no more than an ordinary one.
//! What a topology has no use for is reported and left out; only what leaves no tree to speak of
//! (another encoding, broken syntax, too much of anything) ends the reading.

use std::borrow::Cow;

use meshwright_diag::{Finding, Label, ModelPath, args};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::keys::KeyIndex;
use super::lines::{Cursor, Extent, Lines};
use super::node::{Entry, Kind, Node, Scalar};
use super::syntax::syntax_case;
use crate::collect::Collector;
use crate::limits;
use crate::rules::{
    ALIAS, DUPLICATE_KEY, MISSING_FIELD, SYNTAX_ERROR, TOO_LARGE, TOO_MANY, UNPRINTABLE,
    UNSUPPORTED_YAML,
};
use crate::shown::{code_point, shown};

/// A text that was read as YAML.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The first document's value, or `None` where the text has none that can be used.
    pub(crate) root: Option<Node>,
    pub(crate) lines: Lines,
    pub(crate) findings: Collector,
    /// Whether characters that may not be in a text were reported and replaced by U+FFFD.
    pub(crate) has_replaced: bool,
}

/// Reads a text as one YAML document.
pub(crate) fn read(text: &str) -> Reading {
    let mut findings = Collector::default();
    if text.len() > limits::FILE_BYTES.most {
        findings.push(too_large(text.len()));
        return Reading {
            root: None,
            lines: Lines::default(),
            findings,
            has_replaced: false,
        };
    }
    let lines = Lines::new(text);
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - body.len();
    let clean = replace_unprintable(body, base, &lines, &mut findings);
    let mut reader = Reader {
        parser: Parser::new_from_str(&clean),
        cursor: Cursor::new(body),
        base,
        lines: &lines,
        findings,
        stack: Vec::new(),
        nodes: 0,
    };
    let root = reader.document().unwrap_or_default();
    let findings = reader.findings;
    let has_replaced = matches!(clean, Cow::Owned(_));
    Reading {
        root,
        lines,
        findings,
        has_replaced,
    }
}

/// The finding about a file of too many bytes.
pub(crate) fn too_large(bytes: usize) -> Finding {
    Finding::new(
        TOO_LARGE,
        ModelPath::root(),
        args![bytes = bytes, most = limits::FILE_BYTES.most],
    )
    .at_span(meshwright_diag::Span::default())
}

/// Whether a character may stand nowhere in a document, not even in a comment: those that end a
/// line for some readers only, hide text, or turn its direction.
const fn is_refused(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        // Emoji are joined by these, and they hide nothing outside of names.
        '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' => false,
        // It stands in for the others while reading.
        '\u{fffd}' => true,
        _ => crate::names::is_unprintable(c),
    }
}

/// Reports characters that may not stand in a document and puts a visible one in their place,
/// so that reading can go on.
fn replace_unprintable<'t>(
    body: &'t str,
    base: usize,
    lines: &Lines,
    findings: &mut Collector,
) -> Cow<'t, str> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    if body.bytes().all(is_plain) || !body.chars().any(is_refused) {
        return Cow::Borrowed(body);
    }
    for (offset, c) in body.char_indices().filter(|(_, c)| is_refused(*c)) {
        let extent = Extent::new(base + offset, base + offset + c.len_utf8());
        let character = code_point(c);
        let finding = Finding::new(UNPRINTABLE, ModelPath::root(), args![character = character]);
        findings.push(finding.at_span(lines.span(extent)));
    }
    let visible = |c| if is_refused(c) { '\u{fffd}' } else { c };
    Cow::Owned(body.chars().map(visible).collect())
}

/// Reading cannot go on; why was reported.
struct Stop;

/// A list or map whose end was not seen yet.
struct Open {
    extent: Extent,
    content: Content,
    /// Whether it stands where a key should, and is dropped when it ends.
    is_key: bool,
}

enum Content {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        /// Where in `entries` the first key of each hash is, once there are many.
        index: KeyIndex,
        key: Key,
    },
}

/// The key whose value comes next.
enum Key {
    /// A key comes next.
    Awaited,
    /// A key that can be used.
    Usable(String, Extent),
    /// A key that was reported; its value is dropped.
    Dropped,
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    cursor: Cursor<'t>,
    base: usize,
    lines: &'t Lines,
    findings: Collector,
    stack: Vec<Open>,
    nodes: usize,
}

impl<'t> Reader<'t> {
    /// Reads the first document, and looks whether another one follows.
    fn document(&mut self) -> Result<Option<Node>, Stop> {
        let mut root = None;
        let mut documents = 0;
        let mut separator = Extent::default();
        while let Some((event, extent)) = self.next()? {
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    separator = extent;
                }
                Event::Scalar(text, ScalarStyle::Plain, 0, None)
                    if text.is_empty() && self.stack.is_empty() && documents > 1 =>
                {
                    // A separator at the end of the file begins a document that holds nothing.
                }
                Event::Scalar(..)
                | Event::Alias(_)
                | Event::SequenceStart(..)
                | Event::MappingStart(..)
                    if documents > 1 =>
                {
                    self.report(
                        Finding::new(UNSUPPORTED_YAML, ModelPath::root(), args![])
                            .case("documents"),
                        separator,
                    );
                    break;
                }
                event => {
                    if let Some(node) = self.event(event, extent)? {
                        root = Some(node);
                    }
                }
            }
        }
        let is_empty = match &root {
            None => true,
            Some(node) => {
                matches!(&node.kind, Kind::Scalar(scalar) if scalar.plain && scalar.text.is_empty())
            }
        };
        if is_empty {
            let finding = Finding::new(MISSING_FIELD, ModelPath::root(), args![]).case("all");
            self.report(finding, Extent::default());
            return Ok(None);
        }
        Ok(root)
    }

    /// The next event, or `None` after the last one.
    fn next(&mut self) -> Result<Option<(Event<'t>, Extent)>, Stop> {
        match self.parser.next_event() {
            None | Some(Ok((Event::StreamEnd, _))) => Ok(None),
            Some(Ok((event, span))) => {
                let start = self.cursor.byte(span.start.index());
                let end = self.cursor.byte(span.end.index());
                let extent = Extent::new(self.base + start, self.base + end);
                Ok(Some((event, extent)))
            }
            Some(Err(error)) => {
                self.syntax_error(&error);
                Err(Stop)
            }
        }
    }

    /// Takes one event in; yields the document's value when it is complete.
    fn event(&mut self, event: Event<'t>, extent: Extent) -> Result<Option<Node>, Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(extent)?;
                self.refuse_properties(anchor, tag.is_some(), extent);
                let plain = style == ScalarStyle::Plain;
                let mut text = text.into_owned();
                // The parser reserves far more than most scalars need.
                text.shrink_to_fit();
                if self.awaits_key() {
                    self.key(text, plain, extent);
                    return Ok(None);
                }
                let scalar = Scalar { text, plain };
                Ok(self.value(Node {
                    extent,
                    kind: Kind::Scalar(scalar),
                }))
            }
            Event::Alias(_) => {
                self.count(extent)?;
                let finding = Finding::new(ALIAS, self.path(), args![]).case("alias");
                self.report(finding, extent);
                if self.awaits_key() {
                    self.set_key(Key::Dropped);
                    return Ok(None);
                }
                Ok(self.value(Node {
                    extent,
                    kind: Kind::Unreadable,
                }))
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), extent);
                self.open(extent, Content::List(Vec::new()))?;
                Ok(None)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), extent);
                let content = Content::Map {
                    entries: Vec::new(),
                    index: KeyIndex::default(),
                    key: Key::Awaited,
                };
                self.open(extent, content)?;
                Ok(None)
            }
            Event::SequenceEnd | Event::MappingEnd => Ok(self.close(extent)),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(None),
        }
    }

    fn open(&mut self, extent: Extent, content: Content) -> Result<(), Stop> {
        self.count(extent)?;
        let is_key = self.awaits_key();
        if is_key {
            let finding = Finding::new(UNSUPPORTED_YAML, self.path(), args![]).case("key");
            self.report(finding, extent);
        }
        if self.stack.len() == limits::DEPTH.most {
            let finding = Finding::new(
                TOO_MANY,
                ModelPath::root(),
                args![most = limits::DEPTH.most],
            );
            self.report(finding.case("depth"), extent);
            return Err(Stop);
        }
        self.stack.push(Open {
            extent,
            content,
            is_key,
        });
        Ok(())
    }

    fn close(&mut self, end: Extent) -> Option<Node> {
        let open = self.stack.pop()?;
        if open.is_key {
            self.set_key(Key::Dropped);
            return None;
        }
        let kind = match open.content {
            Content::List(items) => Kind::List(items),
            Content::Map { entries, .. } => Kind::Map(entries),
        };
        let last = match &kind {
            Kind::List(items) => items.last().map(|item| item.extent),
            Kind::Map(entries) => entries
                .last()
                .map(|entry| entry.key_extent.to(entry.value.extent)),
            Kind::Scalar(_) | Kind::Unreadable => None,
        };
        // The end of a block is seen only at what follows it; the end of its last part is exact.
        let is_block = end.start == end.end;
        let end = if is_block { last.unwrap_or(end) } else { end };
        self.value(Node {
            extent: open.extent.to(end),
            kind,
        })
    }

    /// Puts a complete value into the innermost open list or map; gives it back where none is.
    fn value(&mut self, node: Node) -> Option<Node> {
        let Some(open) = self.stack.last_mut() else {
            return Some(node);
        };
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map {
                entries,
                index,
                key,
            } => {
                if let Key::Usable(name, key_extent) = std::mem::replace(key, Key::Awaited) {
                    entries.push(Entry {
                        key: name,
                        key_extent,
                        value: node,
                    });
                    index.remember(entries);
                }
            }
        }
        None
    }

    fn key(&mut self, text: String, is_plain: bool, extent: Extent) {
        let finding = if is_plain && text == "<<" {
            Some(Finding::new(UNSUPPORTED_YAML, self.path(), args![]).case("merge"))
        } else if is_plain && text.is_empty() {
            Some(Finding::new(UNSUPPORTED_YAML, self.path(), args![]).case("key"))
        } else {
            self.duplicate(&text)
        };
        match finding {
            Some(finding) => {
                self.report(finding, extent);
                self.set_key(Key::Dropped);
            }
            None => self.set_key(Key::Usable(text, extent)),
        }
    }

    /// The finding about a key that the innermost map has already.
    fn duplicate(&self, text: &str) -> Option<Finding> {
        let Content::Map { entries, index, .. } = &self.stack.last()?.content else {
            return None;
        };
        let first = index.find(entries, text)?;
        let path = self.path().join(text);
        let mut finding = Finding::new(DUPLICATE_KEY, path.clone(), args![key = shown(text)]);
        finding.related.push(Label {
            span: Some(self.lines.span(first.key_extent)),
            text: Some(finding.message.attribute("first")),
            ..Label::at(path)
        });
        Some(finding.at_key())
    }

    fn awaits_key(&self) -> bool {
        let content = self.stack.last().map(|open| &open.content);
        matches!(
            content,
            Some(Content::Map {
                key: Key::Awaited,
                ..
            })
        )
    }

    fn set_key(&mut self, to: Key) {
        if let Some(Content::Map { key, .. }) = self.stack.last_mut().map(|open| &mut open.content)
        {
            *key = to;
        }
    }

    fn count(&mut self, extent: Extent) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes <= limits::NODES.most {
            return Ok(());
        }
        let finding = Finding::new(
            TOO_MANY,
            ModelPath::root(),
            args![most = limits::NODES.most],
        );
        self.report(finding.case("nodes"), extent);
        Err(Stop)
    }

    fn refuse_properties(&mut self, anchor: usize, has_tag: bool, extent: Extent) {
        if anchor > 0 {
            let finding = Finding::new(ALIAS, self.path(), args![]).case("anchor");
            self.report(finding, extent);
        }
        if has_tag {
            let finding = Finding::new(UNSUPPORTED_YAML, self.path(), args![]).case("tag");
            self.report(finding, extent);
        }
    }

    /// The path of the innermost open map or list, and of the value that comes next in it.
    fn path(&self) -> ModelPath {
        self.stack
            .iter()
            .filter_map(|open| match &open.content {
                Content::List(items) => Some(format!("#{}", items.len())),
                Content::Map {
                    key: Key::Usable(key, _),
                    ..
                } => Some(key.clone()),
                Content::Map { .. } => None,
            })
            .collect()
    }

    fn report(&mut self, finding: Finding, extent: Extent) {
        self.findings.push(finding.at_span(self.lines.span(extent)));
    }

    fn syntax_error(&mut self, error: &ScanError) {
        let start = self.base + self.cursor.byte(error.marker().index());
        let extent = Extent::new(start, start);
        if error.info().contains("unknown anchor") {
            let finding = Finding::new(ALIAS, self.path(), args![]).case("alias");
            return self.report(finding, extent);
        }
        if error.info().contains("recursion limit") {
            // The parser looks ahead, and so may count further than the limit before it is asked.
            let args = args![most = limits::DEPTH.most];
            let finding = Finding::new(TOO_MANY, ModelPath::root(), args);
            return self.report(finding.case("depth"), extent);
        }
        let case = syntax_case(error.info(), self.line_of(start));
        let finding = Finding::new(SYNTAX_ERROR, self.path(), args![]);
        let finding = case.map_or(finding.clone(), |case| finding.case(case));
        self.report(finding, extent);
    }

    /// The line of the text that the byte at `offset` is in.
    fn line_of(&self, offset: usize) -> &'t str {
        let text = self.lines.text();
        let offset = (0..=offset.min(text.len()))
            .rev()
            .find(|offset| text.is_char_boundary(*offset));
        let (before, after) = text.split_at(offset.unwrap_or(0));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(text.len(), |at| before.len() + at);
        text.get(start..end).unwrap_or_default()
    }
}
