//! The JSON Schema of the document.
//!
//! It says what the types say: fields, types, words, patterns, defaults. What needs the whole
//! document, such as references, is for [`resolve`](crate::resolve()) to say.

use meshwright_diag::Value;
use serde_json::{Map, json};

use crate::document::decode::Field;
use crate::document::{API_VERSION, KIND, Topology};

/// The schema of a topology document, JSON Schema 2020-12.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    Topology::schema(&mut definitions);
    let mut root = match definitions.shift_remove("Topology") {
        Some(Value::Object(root)) => root,
        _ => Map::new(),
    };
    if let Some(Value::Object(properties)) = root.get_mut("properties") {
        let mut all = Map::new();
        all.insert(
            "apiVersion".to_owned(),
            json!({"const": API_VERSION, "description": "The version of the document."}),
        );
        all.insert(
            "kind".to_owned(),
            json!({"const": KIND, "description": "The kind of document."}),
        );
        all.append(properties);
        *properties = all;
    }
    root.insert(
        "required".to_owned(),
        json!(["apiVersion", "kind", "metadata", "clusters"]),
    );
    definitions.sort_keys();
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    schema.insert("title".to_owned(), KIND.into());
    schema.append(&mut root);
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    Value::Object(schema)
}

/// The schema of a field: that of its type, what it is for, and what absence means.
pub(crate) fn field(schema: Value, doc: &str, default: Option<Value>) -> Value {
    let mut field = Map::new();
    field.insert("description".to_owned(), sentence(doc));
    if let Value::Object(mut schema) = schema {
        field.append(&mut schema);
    }
    if let Some(default) = default {
        field.insert("default".to_owned(), default);
    }
    Value::Object(field)
}

/// The schema of a map with these fields and no others.
pub(crate) fn map(doc: &str, properties: Map<String, Value>, required: Vec<Value>) -> Value {
    let mut map = Map::new();
    map.insert("description".to_owned(), sentence(doc));
    map.insert("type".to_owned(), "object".into());
    map.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        map.insert("required".to_owned(), Value::Array(required));
    }
    map.insert("additionalProperties".to_owned(), false.into());
    Value::Object(map)
}

fn sentence(doc: &str) -> Value {
    doc.trim().into()
}
