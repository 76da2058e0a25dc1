//! The simple types of the document's fields: texts, numbers, booleans, lists, maps.

use std::collections::BTreeMap;

use meshwright_diag::{Finding, Safety, Value, args};
use serde_json::{Map, json};

use super::decode::{Decoder, Field, Place, set, wrong_type};
use super::scalars::{Point, Prose};
use super::{List, free};
use crate::limits;
use crate::names::is_unprintable;
use crate::rules::{BAD_VALUE, TOO_MANY, UNPRINTABLE, WRONG_TYPE};
use crate::shown::{code_point, shown};
use crate::yaml::node::{Kind, Node, element_names};
use crate::yaml::plain::{Plain, plain};

impl Decoder {
    /// The text at `place`, without characters that may not be in one.
    pub(crate) fn text<'n>(
        &mut self,
        node: &'n Node,
        place: &Place<'_>,
        kind: &'static str,
        may_hold: fn(char) -> bool,
    ) -> Option<&'n str> {
        let text = &self.scalar(node, place, kind)?.text;
        if text.is_empty() {
            self.findings.push(bad(place, "empty", text));
            return None;
        }
        if text.len() > limits::TEXT_BYTES.most {
            let args = args![field = place.field(), most = limits::TEXT_BYTES.most];
            self.findings
                .push(Finding::new(TOO_MANY, place.path(), args).case("text"));
            return None;
        }
        if let Some(c) = text.chars().find(|c| !may_hold(*c)) {
            self.unprintable(place, c);
            return None;
        }
        Some(text)
    }

    /// Reports a character of the text at `place` that may not be in it.
    pub(crate) fn unprintable(&mut self, place: &Place<'_>, c: char) {
        // A character that stood in the text as it is was reported, and replaced by this one.
        if c == '\u{fffd}' && self.has_replaced {
            return;
        }
        let args = args![field = place.field(), character = code_point(c)];
        self.findings
            .push(Finding::new(UNPRINTABLE, place.path(), args).case("value"));
    }

    /// The text at `place` as what `parse` makes of it.
    pub(crate) fn parsed<T>(
        &mut self,
        node: &Node,
        place: &Place<'_>,
        kind: &'static str,
        parse: fn(&str) -> Option<T>,
        complain: fn(&Place<'_>, &str) -> Finding,
    ) -> Option<T> {
        let text = self.text(node, place, kind, is_shown)?;
        let parsed = parse(text);
        if parsed.is_none() {
            self.findings.push(complain(place, text));
        }
        parsed
    }
}

/// Whether a character may stand in a text of one line.
pub(super) fn is_shown(c: char) -> bool {
    !is_unprintable(c) && c != '\u{fffd}'
}

/// A finding about a value that its field cannot have.
pub(super) fn bad(place: &Place<'_>, case: &str, value: &str) -> Finding {
    let args = args![field = place.field(), value = shown(value)];
    Finding::new(BAD_VALUE, place.path(), args).case(case)
}

impl Field for String {
    const KIND: &'static str = "kind-text";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.text(node, place, Self::KIND, is_shown)
            .map(str::to_owned)
    }
    fn to_value(&self) -> Value {
        self.as_str().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "number", "boolean"], "minLength": 1})
    }
}

impl Field for Prose {
    const KIND: &'static str = "kind-text";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let may_hold = |c: char| is_shown(c) || matches!(c, '\n' | '\t' | '\u{200c}' | '\u{200d}');
        Self::parse(cx.text(node, place, Self::KIND, may_hold)?)
    }
    fn to_value(&self) -> Value {
        self.as_str().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1})
    }
}

impl Field for bool {
    const KIND: &'static str = "kind-boolean";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        if let Kind::Scalar(scalar) = &node.kind {
            if let (true, Plain::Bool(bool)) = (scalar.plain, plain(&scalar.text)) {
                return Some(bool);
            }
            let meant = match scalar.text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "on" | "true" => Some(true),
                "no" | "n" | "off" | "false" => Some(false),
                _ => None,
            };
            if let Some(meant) = meant {
                let args = args![
                    field = place.field(),
                    value = shown(&scalar.text),
                    meant = meant.to_string()
                ];
                let finding = Finding::new(WRONG_TYPE, place.path(), args)
                    .case("boolean")
                    .fix(set(place.path(), meant, Safety::Safe));
                cx.findings.push(finding);
                return Some(meant);
            }
        }
        cx.wrong_type(node, place, Self::KIND);
        None
    }
    fn to_value(&self) -> Value {
        (*self).into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "boolean"})
    }
}

/// The whole number at `place`, from 1 to `most`.
fn whole(
    node: &Node,
    place: &Place<'_>,
    cx: &mut Decoder,
    kind: &'static str,
    most: u64,
) -> Option<u64> {
    let Kind::Scalar(scalar) = &node.kind else {
        cx.wrong_type(node, place, kind);
        return None;
    };
    let number = match plain(&scalar.text) {
        Plain::Integer(number) => number,
        Plain::Unholdable if scalar.plain => {
            cx.findings.push(range(place, &scalar.text, most));
            return None;
        }
        _ => {
            cx.wrong_type(node, place, kind);
            return None;
        }
    };
    let Some(number) = number.as_u64().filter(|number| (1..=most).contains(number)) else {
        cx.findings.push(range(place, &scalar.text, most));
        return None;
    };
    if !scalar.plain
        && let Some(finding) = wrong_type(node, place, kind)
    {
        let fix = set(place.path(), number, Safety::Safe);
        cx.findings.push(finding.fix(fix));
    }
    Some(number)
}

/// The finding about a number that is not from 1 to `most`.
fn range(place: &Place<'_>, value: &str, most: u64) -> Finding {
    let args = args![
        field = place.field(),
        value = shown(value),
        most = most.to_string()
    ];
    Finding::new(BAD_VALUE, place.path(), args).case("range")
}

impl Field for u16 {
    const KIND: &'static str = "kind-port";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let number = whole(node, place, cx, Self::KIND, Self::MAX.into())?;
        Self::try_from(number).ok()
    }
    fn to_value(&self) -> Value {
        (*self).into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer", "minimum": 1, "maximum": Self::MAX})
    }
}

/// More pods than a gateway ever has.
const MOST_REPLICAS: u32 = 1_000;

impl Field for u32 {
    const KIND: &'static str = "kind-whole";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let number = whole(node, place, cx, Self::KIND, MOST_REPLICAS.into())?;
        Self::try_from(number).ok()
    }
    fn to_value(&self) -> Value {
        (*self).into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer", "minimum": 1, "maximum": MOST_REPLICAS})
    }
}

/// What stands where a list should, as the one element of a list, so that one mistake is one
/// finding.
fn single<T: Field>(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<List<T>> {
    let mut finding = wrong_type(node, place, List::<T>::KIND)?;
    let mut quiet = Decoder::default();
    let element = T::decode(node, place, &mut quiet);
    if let Kind::Scalar(scalar) = &node.kind
        && element.is_some()
    {
        let written = if scalar.plain {
            free::written(&scalar.text)
        } else {
            scalar.text.as_str().into()
        };
        let list = Value::Array(vec![written]);
        finding = finding.fix(set(place.path(), list, Safety::Safe));
    }
    cx.findings.push(finding);
    let elements = element.into_iter().map(|element| (0, element)).collect();
    Some(List::read(elements, Vec::new(), true))
}

impl<T: Field> Field for List<T> {
    const KIND: &'static str = "kind-list";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let Kind::List(items) = &node.kind else {
            return single(node, place, cx);
        };
        let names = element_names(items.iter().map(Node::element_name));
        let mut read = Vec::with_capacity(items.len());
        let mut left_out = Vec::new();
        for (index, (item, name)) in items.iter().zip(names).enumerate() {
            match T::decode(item, &place.element(name, index), cx) {
                Some(element) => read.push((index, element)),
                None => left_out.extend(item.element_name().map(str::to_owned)),
            }
        }
        let is_incomplete = read.len() < items.len();
        Some(Self::read(read, left_out, is_incomplete))
    }
    fn to_value(&self) -> Value {
        self.iter().map(Field::to_value).collect()
    }
    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({"type": "array", "items": T::schema(definitions)})
    }
}

impl<T: Field> Field for BTreeMap<String, T> {
    const KIND: &'static str = "kind-map";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            cx.wrong_type(node, place, Self::KIND);
            return None;
        };
        let mut map = Self::new();
        for entry in entries {
            if let Some(c) = entry.key.chars().find(|c| !is_shown(*c)) {
                cx.unprintable(&place.key(&entry.key), c);
            } else if let Some(value) = T::decode(&entry.value, &place.key(&entry.key), cx) {
                map.insert(entry.key.clone(), value);
            }
        }
        Some(map)
    }
    fn to_value(&self) -> Value {
        let entries = self
            .iter()
            .map(|(key, value)| (key.clone(), value.to_value()));
        Value::Object(entries.collect())
    }
    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({"type": "object", "additionalProperties": T::schema(definitions)})
    }
}

impl Field for Value {
    const KIND: &'static str = "kind-map";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            cx.wrong_type(node, place, <Self as Field>::KIND);
            return None;
        }
        free::decode(node, place, cx)
    }
    fn to_value(&self) -> Value {
        self.clone()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "object"})
    }
}

impl Field for Point {
    const KIND: &'static str = "kind-point";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let number = |node: &Node| match &node.kind {
            Kind::Scalar(scalar) if scalar.plain => match plain(&scalar.text) {
                Plain::Integer(number) | Plain::Float(number) => number.as_f64(),
                _ => None,
            },
            _ => None,
        };
        let point = match &node.kind {
            Kind::List(items) => match items.as_slice() {
                [x, y] => number(x).zip(number(y)),
                _ => None,
            },
            _ => None,
        };
        let Some((x, y)) = point else {
            cx.wrong_type(node, place, Self::KIND);
            return None;
        };
        Some(Self::new(x, y))
    }
    fn to_value(&self) -> Value {
        let number = |number: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "points are far smaller than an i64"
            )]
            let whole = number as i64;
            if number.fract() == 0.0 {
                Value::from(whole)
            } else {
                Value::from(number)
            }
        };
        Value::Array(vec![number(self.x()), number(self.y())])
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
    }
}
