//! From the syntax tree to the document's types, collecting every finding on the way.
//!
//! Nothing here stops at a mistake: what cannot be read is reported and left out, and a field
//! whose key is a slip of the pen is read as the field that was meant.

use meshwright_diag::{Change, Edit, Finding, Fix, ModelPath, Safety, Text, Value, args, text};

use crate::collect::{Collector, Suggester};
use crate::rules::{MISSING_FIELD, UNKNOWN_FIELD, WRONG_TYPE};
use crate::shown::shown;
use crate::yaml::node::{Kind, Node, Scalar};
use crate::yaml::plain::{Plain, plain};

/// A type that a value of the document can have.
pub(crate) trait Field: Sized {
    /// The key of the message that says what is expected, such as "a list".
    const KIND: &'static str;
    /// Reads the value at `place`; `None` where it was reported.
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self>;
    /// The value as it is written.
    fn to_value(&self) -> Value;
    /// The JSON Schema of the value; maps of the document add themselves to `definitions`.
    fn schema(definitions: &mut serde_json::Map<String, Value>) -> Value;
}

/// A field's type: a [`Field`], or an `Option` of one for a field that may be absent.
pub(crate) trait Slot: Sized {
    /// Whether the field must be there.
    const REQUIRED: bool;
    /// What is in the slot.
    type Content: Field;
    /// Fills the slot from what was read; `None` where a required field is missing.
    fn fill(content: Option<Self::Content>) -> Option<Self>;
    /// What is in the slot, if anything.
    fn content(&self) -> Option<&Self::Content>;
}

impl<T: Field> Slot for T {
    const REQUIRED: bool = true;
    type Content = T;
    fn fill(content: Option<T>) -> Option<T> {
        content
    }
    fn content(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T: Field> Slot for Option<T> {
    const REQUIRED: bool = false;
    type Content = T;
    fn fill(content: Option<T>) -> Option<Self> {
        Some(content)
    }
    fn content(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// Where a value is, as a chain on the stack: a path is made only for a finding.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub(crate) const ROOT: Place<'static> = Place {
        parent: None,
        segment: Segment::Root,
    };

    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self {
            parent: Some(self),
            segment: Segment::Key(key),
        }
    }

    /// An element of a list: by its name, or by its index where `name` is `None`.
    pub(crate) fn element(&'a self, name: Option<&'a str>, index: usize) -> Self {
        Self {
            parent: Some(self),
            segment: name.map_or(Segment::Index(index), Segment::Key),
        }
    }

    pub(crate) fn path(&self) -> ModelPath {
        let parent = self.parent.map_or_else(ModelPath::root, Place::path);
        match self.segment {
            Segment::Root => parent,
            Segment::Key(key) => parent.join(key),
            Segment::Index(index) => parent.join(format_args!("#{index}")),
        }
    }

    /// The name of the field that the value is in, for a sentence.
    pub(crate) fn field(&self) -> String {
        match (self.segment, self.parent) {
            (Segment::Key(key), _) => shown(key),
            (Segment::Index(_), Some(parent)) => parent.field(),
            (Segment::Index(_) | Segment::Root, _) => String::new(),
        }
    }
}

/// What is carried along while reading.
#[derive(Default)]
pub(crate) struct Decoder {
    pub(crate) findings: Collector,
    pub(crate) suggester: Suggester,
    /// Whether characters that may not be in a text were reported and replaced by U+FFFD.
    pub(crate) has_replaced: bool,
}

/// What a map of the document knows of a field.
pub(crate) struct FieldInfo {
    pub(crate) key: &'static str,
    pub(crate) required: bool,
}

/// The values of a map's known fields.
pub(crate) struct Fields<'n>(Vec<(&'static str, &'n Node)>);

impl<'n> Fields<'n> {
    fn find(&self, key: &str) -> Option<&'n Node> {
        self.0
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, node)| *node)
    }

    /// The keys that are there.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(key, _)| *key)
    }

    /// Reads the field `key`, if it is there.
    pub(crate) fn read<T: Field>(
        &self,
        key: &'static str,
        place: &Place<'_>,
        cx: &mut Decoder,
    ) -> Option<T> {
        T::decode(self.find(key)?, &place.key(key), cx)
    }
}

/// A repair of one edit that nobody needs to be asked about.
pub(crate) fn set(path: ModelPath, value: impl Into<Value>, safety: Safety) -> Fix {
    let value = value.into();
    let written = match &value {
        Value::String(text) => shown(text),
        other => other.to_string(),
    };
    Fix {
        title: text!("fix-set", value = written),
        safety,
        edits: vec![Edit {
            path,
            change: Change::Set(value),
        }],
    }
}

impl Decoder {
    /// The map at `place` by its fields; reports what is no field of it and what is missing.
    pub(crate) fn fields<'n>(
        &mut self,
        node: &'n Node,
        place: &Place<'_>,
        kind: &'static str,
        known: &[FieldInfo],
        also_known: &[&str],
    ) -> Option<Fields<'n>> {
        let Kind::Map(entries) = &node.kind else {
            self.wrong_type(node, place, kind);
            return None;
        };
        let mut fields = Vec::with_capacity(known.len());
        let mut unknown = Vec::new();
        for entry in entries {
            match known.iter().find(|field| field.key == entry.key) {
                Some(field) => fields.push((field.key, &entry.value)),
                None if also_known.contains(&entry.key.as_str()) => {}
                None => unknown.push(entry),
            }
        }
        for entry in unknown {
            // Looking for what was meant costs more than reading: not for what nobody will see.
            if self.findings.drops_one() {
                continue;
            }
            let free = || {
                known
                    .iter()
                    .map(|field| field.key)
                    .filter(|key| fields.iter().all(|(taken, _)| taken != key))
            };
            let meant = self.suggester.nearest(&entry.key, free());
            fields.extend(meant.map(|meant| (meant, &entry.value)));
            let path = place.path().join(&entry.key);
            let finding = unknown_field(&entry.key, path, meant, known);
            self.findings.push(finding.at_key());
        }
        for field in known.iter().filter(|field| field.required) {
            if fields.iter().all(|(key, _)| *key != field.key) {
                self.missing(place, field.key);
            }
        }
        Some(Fields(fields))
    }

    /// Reports that the map at `place` lacks the field `key`.
    pub(crate) fn missing(&mut self, place: &Place<'_>, key: &'static str) {
        let path = place.path().join(key);
        let holder = place.field();
        let finding = Finding::new(MISSING_FIELD, path, args![field = key, holder = holder]);
        self.findings.push(finding);
    }

    /// The scalar at `place`; a map, a list or nothing is reported.
    pub(crate) fn scalar<'n>(
        &mut self,
        node: &'n Node,
        place: &Place<'_>,
        kind: &'static str,
    ) -> Option<&'n Scalar> {
        match &node.kind {
            Kind::Scalar(scalar) if !(scalar.plain && plain(&scalar.text) == Plain::Null) => {
                Some(scalar)
            }
            _ => {
                self.wrong_type(node, place, kind);
                None
            }
        }
    }

    /// Reports that the value at `place` is not what its field expects.
    pub(crate) fn wrong_type(&mut self, node: &Node, place: &Place<'_>, kind: &'static str) {
        if let Some(finding) = wrong_type(node, place, kind) {
            self.findings.push(finding);
        }
    }
}

/// The finding that a map has no field `key`; `meant` is the one it is a slip of.
fn unknown_field(
    key: &str,
    path: ModelPath,
    meant: Option<&'static str>,
    known: &[FieldInfo],
) -> Finding {
    let field = shown(key);
    let fix = |title, safety, change| Fix {
        title,
        safety,
        edits: vec![Edit {
            path: path.clone(),
            change,
        }],
    };
    if let Some(meant) = meant {
        let change = Change::Rename(meant.to_owned());
        let fix = fix(text!("fix-rename", name = meant), Safety::Safe, change);
        return Finding::new(UNKNOWN_FIELD, path, args![field = field, meant = meant])
            .case("meant")
            .fix(fix);
    }
    let names: Vec<String> = known.iter().map(|field| field.key.to_owned()).collect();
    let title = text!("fix-remove", name = &field);
    let fix = fix(title, Safety::Unsafe, Change::Remove);
    Finding::new(UNKNOWN_FIELD, path, args![field = field, fields = names]).fix(fix)
}

/// The finding that the value at `place` is not what its field expects; `None` where the value was
/// reported before.
pub(crate) fn wrong_type(node: &Node, place: &Place<'_>, kind: &'static str) -> Option<Finding> {
    let found = match &node.kind {
        Kind::Unreadable => return None,
        Kind::List(_) => text!("kind-list"),
        Kind::Map(_) => text!("kind-map"),
        Kind::Scalar(scalar) if !scalar.plain => text!("kind-quoted", value = shown(&scalar.text)),
        Kind::Scalar(scalar) => match plain(&scalar.text) {
            Plain::Null => text!("kind-nothing"),
            Plain::Bool(_) => text!("kind-found-boolean", value = shown(&scalar.text)),
            Plain::Integer(_) | Plain::Float(_) | Plain::Unholdable => {
                text!("kind-found-number", value = shown(&scalar.text))
            }
            Plain::Text => text!("kind-found-text", value = shown(&scalar.text)),
        },
    };
    let is_empty = found.key == "kind-nothing";
    let expected = Text::new(kind, args![]);
    let field = place.field();
    let (path, case) = match (field.is_empty(), is_empty) {
        (true, _) => (place.path(), Some("all")),
        (false, true) => (place.path(), Some("empty")),
        (false, false) => (place.path(), None),
    };
    let finding = Finding::new(
        WRONG_TYPE,
        path,
        args![field = field, expected = expected, found = found],
    );
    Some(case.map_or(finding.clone(), |case| finding.case(case)))
}
