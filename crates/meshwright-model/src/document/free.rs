//! Free-form values: whatever YAML holds, by the types of the core schema.

use meshwright_diag::{Change, Edit, Finding, Fix, Safety, Value, args, text};

use super::decode::{Decoder, Place};
use crate::rules::{AMBIGUOUS_WORD, BAD_VALUE};
use crate::shown::shown;
use crate::yaml::node::{Kind, Node};
use crate::yaml::plain::{self, Plain, is_ambiguous, plain};

/// The keys whose values are free-form; beneath them a plain scalar has the type it looks like.
const FREE_FORM: [&str; 3] = ["meshConfig", "values", "positions"];

/// The free-form value at `place`; reports what JSON cannot hold and what readers disagree about.
pub(super) fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Value> {
    match &node.kind {
        Kind::Unreadable => None,
        Kind::List(items) => Some(
            items
                .iter()
                .enumerate()
                .filter_map(|(index, item)| decode(item, &place.element(None, index), cx))
                .collect(),
        ),
        Kind::Map(entries) => {
            let entries = entries.iter().filter_map(|entry| {
                let value = decode(&entry.value, &place.key(&entry.key), cx)?;
                Some((entry.key.clone(), value))
            });
            Some(Value::Object(entries.collect()))
        }
        Kind::Scalar(scalar) if !scalar.plain => Some(scalar.text.as_str().into()),
        Kind::Scalar(scalar) => {
            let written = &scalar.text;
            if plain(written) == Plain::Unholdable {
                let args = args![field = place.field(), value = shown(written)];
                cx.findings
                    .push(Finding::new(BAD_VALUE, place.path(), args).case("number"));
                return None;
            }
            if is_ambiguous(written) {
                let args = args![field = place.field(), value = shown(written)];
                let finding = Finding::new(AMBIGUOUS_WORD, place.path(), args).fix(Fix {
                    title: text!("fix-quote", value = shown(written)),
                    safety: Safety::Unsafe,
                    edits: vec![Edit {
                        path: place.path(),
                        change: Change::Set(written.as_str().into()),
                    }],
                });
                cx.findings.push(finding);
            }
            Some(plain::value(written))
        }
    }
}

/// The whole document as a value, for repairs: nothing is reported, unknown fields are kept.
///
/// Outside of free-form values a plain scalar stays the text that it was wherever its value would
/// be written in another way: `1.30` must not become `1.3`.
pub(crate) fn whole(node: &Node) -> Value {
    value(node, written)
}

/// The document as a value, every plain scalar with the type it looks like.
#[cfg(test)]
pub(crate) fn as_typed(node: &Node) -> Value {
    value(node, plain::value)
}

fn value(node: &Node, scalar_value: fn(&str) -> Value) -> Value {
    match &node.kind {
        Kind::Unreadable => Value::Null,
        Kind::List(items) => items.iter().map(|item| value(item, scalar_value)).collect(),
        Kind::Map(entries) => {
            let entries = entries.iter().map(|entry| {
                let is_free = FREE_FORM.contains(&entry.key.as_str());
                let scalar_value = if is_free { plain::value } else { scalar_value };
                (entry.key.clone(), value(&entry.value, scalar_value))
            });
            Value::Object(entries.collect())
        }
        Kind::Scalar(scalar) if scalar.plain => scalar_value(&scalar.text),
        Kind::Scalar(scalar) => scalar.text.as_str().into(),
    }
}

/// The value of a plain scalar, if it is written just so; else its text.
pub(super) fn written(text: &str) -> Value {
    match plain(text) {
        Plain::Null => Value::Null,
        Plain::Bool(bool) => Value::Bool(bool),
        Plain::Integer(number) if number.to_string() == text => Value::Number(number),
        _ => Value::String(text.to_owned()),
    }
}
