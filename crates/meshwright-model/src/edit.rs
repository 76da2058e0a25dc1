//! Repairs applied to a document.

use meshwright_diag::{Change, Edit, Fix, Value};
use serde_json::Map;

use crate::yaml;
use crate::yaml::node::usable_as_segment;

/// The document `topology` with `edits` applied in their order.
///
/// An edit of a place that is not there changes nothing, except that [`Change::Set`] and
/// [`Change::Append`] make the maps on the way to it.
pub fn apply(topology: &Value, edits: &[Edit]) -> Value {
    let mut root = topology.clone();
    for edit in edits {
        let segments = edit.path.segments();
        match &edit.change {
            Change::Set(value) => {
                if let Some(place) = make(&mut root, segments) {
                    *place = value.clone();
                }
            }
            Change::Append(value) => {
                if let Some(place) = make(&mut root, segments) {
                    match place {
                        Value::Array(items) => items.push(value.clone()),
                        Value::Null => *place = Value::Array(vec![value.clone()]),
                        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                        }
                    }
                }
            }
            Change::Remove => remove(&mut root, segments),
            Change::Rename(name) => rename(&mut root, segments, name),
        }
    }
    root
}

/// The text with `fixes` applied, written anew: comments and layout are lost. A text that is no
/// YAML stays as it is.
pub fn edit_text(text: &str, fixes: &[Fix]) -> String {
    let Some(mut root) = crate::read(text).root else {
        return text.to_owned();
    };
    for fix in fixes {
        root = apply(&root, &fix.edits);
    }
    yaml::write(&root)
}

/// The index of the element that `segment` names.
fn element(items: &[Value], segment: &str) -> Option<usize> {
    if let Some(index) = segment.strip_prefix('#') {
        return index.parse().ok().filter(|index| *index < items.len());
    }
    items.iter().position(|item| match item.get("name") {
        Some(Value::String(name)) => usable_as_segment(name) && name == segment,
        Some(Value::Number(number)) => number.to_string() == segment,
        Some(Value::Bool(bool)) => bool.to_string() == segment,
        _ => false,
    })
}

/// The place at `segments`, if it is there.
fn find<'v>(root: &'v mut Value, segments: &[String]) -> Option<&'v mut Value> {
    segments
        .iter()
        .try_fold(root, |value, segment| match value {
            Value::Object(map) => map.get_mut(segment),
            Value::Array(items) => {
                let index = element(items, segment)?;
                items.get_mut(index)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
}

/// The place at `segments`; fields on the way are made, elements of lists are not.
fn make<'v>(root: &'v mut Value, segments: &[String]) -> Option<&'v mut Value> {
    segments.iter().try_fold(root, |value, segment| {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        match value {
            Value::Object(map) => Some(map.entry(segment.as_str()).or_insert(Value::Null)),
            Value::Array(items) => {
                let index = element(items, segment)?;
                items.get_mut(index)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    })
}

fn remove(root: &mut Value, segments: &[String]) {
    let Some((last, parents)) = segments.split_last() else {
        return;
    };
    match find(root, parents) {
        Some(Value::Object(map)) => {
            map.shift_remove(last);
        }
        Some(Value::Array(items)) => {
            if let Some(index) = element(items, last) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Gives a key another name in its place; a field that has that name already is not lost.
fn rename(root: &mut Value, segments: &[String], name: &str) {
    let Some((last, parents)) = segments.split_last() else {
        return;
    };
    let Some(Value::Object(map)) = find(root, parents) else {
        return;
    };
    if map.contains_key(name) || !map.contains_key(last) {
        return;
    }
    *map = std::mem::take(map)
        .into_iter()
        .map(|(key, value)| {
            if key == *last {
                (name.to_owned(), value)
            } else {
                (key, value)
            }
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use meshwright_diag::{Change, Edit, ModelPath, Value};
    use serde_json::json;

    use super::apply;

    fn edited(value: &Value, path: &str, change: Change) -> Value {
        let path = ModelPath::parse(path);
        apply(value, &[Edit { path, change }])
    }

    #[test]
    fn setting_makes_what_is_missing_on_the_way() {
        let value = json!({"clusters": [{"name": "west"}]});
        let set = |path: &str| edited(&value, path, Change::Set(json!(1)));
        assert_eq!(
            set("clusters/west/eastWestGateway/port"),
            json!({"clusters": [{"name": "west", "eastWestGateway": {"port": 1}}]})
        );
        assert_eq!(
            set("mesh/id"),
            json!({"clusters": [{"name": "west"}], "mesh": {"id": 1}})
        );
        assert_eq!(set("clusters/east/port"), value, "there is no such element");
        assert_eq!(set("clusters/west/name/x"), value, "a text has no fields");
    }

    #[test]
    fn elements_are_found_by_name_or_by_index() {
        let value = json!({"l": [{"name": "a"}, {"name": "a"}, {"name": 7}, 3]});
        let set = |path: &str| edited(&value, path, Change::Set(json!("x")));
        assert_eq!(set("l/a/name")["l"][0]["name"], "x");
        assert_eq!(set("l/#1/name")["l"][1]["name"], "x");
        assert_eq!(set("l/7/name")["l"][2]["name"], "x");
        assert_eq!(set("l/#3")["l"][3], "x");
        assert_eq!(set("l/#4"), value);
    }

    #[test]
    fn appending_begins_a_list_or_goes_on_with_it() {
        let value = json!({"l": [1], "t": "text"});
        let append = |path: &str| edited(&value, path, Change::Append(json!(2)));
        assert_eq!(append("l")["l"], json!([1, 2]));
        assert_eq!(append("m/n")["m"], json!({"n": [2]}));
        assert_eq!(append("t"), value, "a text is no list");
    }

    #[test]
    fn removing_and_renaming_keep_the_order_of_the_rest() {
        let value = json!({"a": 1, "b": 2, "c": [1, 2]});
        assert_eq!(
            edited(&value, "b", Change::Remove),
            json!({"a": 1, "c": [1, 2]})
        );
        assert_eq!(edited(&value, "c/#0", Change::Remove)["c"], json!([2]));
        assert_eq!(edited(&value, "x/y", Change::Remove), value);
        let renamed = edited(&value, "a", Change::Rename("z".to_owned()));
        assert_eq!(renamed.to_string(), r#"{"z":1,"b":2,"c":[1,2]}"#);
        let taken = edited(&value, "a", Change::Rename("b".to_owned()));
        assert_eq!(taken, value, "the field that has the name is not lost");
    }
}
