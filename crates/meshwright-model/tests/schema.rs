//! The JSON Schema that is checked in is the one of the types.

use std::path::Path;

use meshwright_model::document::{API_VERSION, KIND};
use meshwright_model::{DOCUMENT_RULES, explicit, read, resolve, schema};
use serde_json::Value;

#[expect(
    clippy::disallowed_methods,
    reason = "a test compares a file with what makes it, and writes it when told to"
)]
#[test]
fn the_checked_in_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/topology.schema.json");
    let current = serde_json::to_string_pretty(&schema()).expect("a value is JSON") + "\n";
    if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
        std::fs::write(&path, &current).expect("the schema's file can be written");
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        checked_in == current,
        "docs/topology.schema.json is out of date; run this test with MESHWRIGHT_BLESS=1"
    );
}

/// The definition that a schema refers to, or the schema itself.
fn definition<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let name = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next());
    name.map_or(schema, |name| &root["$defs"][name])
}

/// Whether `value` has the defaults that the schema names, wherever it has a value.
fn has_defaults(root: &Value, schema: &Value, value: &Value, place: &str, wrong: &mut Vec<String>) {
    let schema = definition(root, schema);
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (key, property) in properties {
        let place = format!("{place}/{key}");
        match (property.get("default"), value.get(key)) {
            (Some(default), Some(actual)) if default != actual => {
                wrong.push(format!(
                    "{place}: {default} in the schema, {actual} in fact"
                ));
            }
            (_, Some(actual)) if actual.is_object() => {
                has_defaults(root, property, actual, &place, wrong);
            }
            _ => {}
        }
    }
}

#[test]
fn the_defaults_of_the_schema_are_those_of_resolving() {
    let text = format!(
        "apiVersion: {API_VERSION}\nkind: {KIND}\nmetadata: {{name: shop}}\n\
         clusters: [{{name: west, eastWestGateway: {{}}}}]\n\
         services: [{{name: hello, namespace: sample}}]\nconnectivity: [{{}}]\n"
    );
    let (mesh, findings) = resolve(&read(&text).topology.expect("a topology"));
    assert_eq!(findings, []);
    let explicit = meshwright_model::emit::to_value(&explicit(&mesh));
    let schema = schema();
    let mut wrong = Vec::new();
    has_defaults(&schema, &schema, &explicit, "", &mut wrong);
    for list in ["clusters", "connectivity"] {
        let items = &schema["properties"][list]["items"];
        has_defaults(&schema, items, &explicit[list][0], list, &mut wrong);
    }
    assert_eq!(wrong, Vec::<String>::new());
    let gateway = &explicit["clusters"][0]["eastWestGateway"]["port"];
    assert_eq!(gateway, 15443, "the comparison has something to compare");
}

#[test]
fn every_field_has_a_description() {
    fn visit(schema: &Value, place: &str, bare: &mut Vec<String>) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let text = property["description"].as_str().unwrap_or_default();
            if !text.ends_with('.') && schema["oneOf"].is_null() {
                bare.push(format!("{place}/{key}"));
            }
        }
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            visit(definition, name, bare);
        }
    }
    let mut bare = Vec::new();
    visit(&schema(), "", &mut bare);
    assert_eq!(bare, Vec::<String>::new());
    assert!(!DOCUMENT_RULES.is_empty());
}
