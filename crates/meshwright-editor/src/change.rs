//! Changes of the document, made in its text: comments and everything around them stay.

use std::collections::BTreeMap;
use std::fmt::Write;

use meshwright_core::diag::{Change, Edit, ModelPath, Value, path};
use meshwright_core::model::read;
use meshwright_core::repair;
use serde_json::json;

use crate::document::Document;
use crate::geometry::Point;
use crate::sketch::RoleSketch;

/// Stands for a list's element until its lines are written.
const MARK: &str = "meshwright-element-goes-here";

/// Why the text was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text is no topology, so there is nothing to change in it.
    Unreadable,
    /// The change would lose comments; it has to be made in the text.
    Comments,
}

/// A cluster to be added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewCluster {
    /// Its name.
    pub name: String,
    /// Its network.
    pub network: String,
    /// Its role; primary is not written.
    pub role: Option<RoleSketch>,
    /// For a remote: whose istiod it uses.
    pub control_plane: Option<String>,
    /// Whether it has an east-west gateway.
    pub has_gateway: bool,
}

/// The text with `edits` applied.
///
/// # Errors
///
/// The document cannot be read, or the change would lose comments.
pub fn apply(document: &Document, edits: &[Edit]) -> Result<String, Refusal> {
    if document.is_stale {
        return Err(Refusal::Unreadable);
    }
    let edited = repair::edit(&document.text, &document.model, edits);
    edited.map(|(text, _)| text).ok_or(Refusal::Comments)
}

/// Sets a field.
pub fn set(path: ModelPath, value: impl Into<Value>) -> Edit {
    Edit {
        path,
        change: Change::Set(value.into()),
    }
}

/// Takes a field or an element away.
pub const fn remove(path: ModelPath) -> Edit {
    Edit {
        path,
        change: Change::Remove,
    }
}

/// The text with clusters added to its end of the list, each written in lines of its own.
///
/// # Errors
///
/// As [`apply`].
pub fn with_clusters(document: &Document, clusters: &[NewCluster]) -> Result<String, Refusal> {
    let elements: Vec<Value> = clusters.iter().map(NewCluster::value).collect();
    with_elements(document, "clusters", &elements)
}

/// The text with elements added to the end of the list called `list`.
///
/// # Errors
///
/// As [`apply`].
pub fn with_elements(
    document: &Document,
    list: &str,
    elements: &[Value],
) -> Result<String, Refusal> {
    if elements.is_empty() {
        return Ok(document.text.to_string());
    }
    if document.is_stale {
        return Err(Refusal::Unreadable);
    }
    let is_empty = |value: &Value| match value {
        Value::Array(items) => items.is_empty(),
        Value::Null => true,
        _ => false,
    };
    let root = document.model.root.as_ref();
    let there = root.and_then(|root| root.get(list));
    if there.is_none_or(is_empty) {
        // The first element begins the list.
        let text = match there {
            Some(_) => apply(document, &[remove(path!(list))])?,
            None => document.text.to_string(),
        };
        let gap = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let whole = format!("{text}{gap}{list}:\n{}", blocks(elements, "  "));
        if read(&whole).topology.is_some() {
            return Ok(whole);
        }
    }
    let append = Edit {
        path: path!(list),
        change: Change::Append(Value::String(MARK.to_owned())),
    };
    if let Some((text, _)) = repair::edit(&document.text, &document.model, &[append])
        && let Some(at) = text.find(&format!("- {MARK}\n")).or_else(|| {
            let at = text.len().checked_sub(MARK.len() + 2)?;
            text.ends_with(&format!("- {MARK}")).then_some(at)
        })
    {
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let indent = text[start..at].to_owned();
        if indent.trim().is_empty() {
            let after = &text[at + MARK.len() + 2..];
            let after = after.strip_prefix('\n').unwrap_or(after);
            return Ok(format!(
                "{}{}{after}",
                &text[..start],
                blocks(elements, &indent)
            ));
        }
    }
    let edits: Vec<Edit> = elements
        .iter()
        .map(|element| Edit {
            path: path!(list),
            change: Change::Append(element.clone()),
        })
        .collect();
    apply(document, &edits)
}

/// Elements of a list in block style.
fn blocks(elements: &[Value], indent: &str) -> String {
    elements
        .iter()
        .map(|element| block(element, indent))
        .collect()
}

/// An element of a list in block style, its fields one a line.
fn block(element: &Value, indent: &str) -> String {
    let Value::Object(fields) = element else {
        return format!("{indent}- {element}\n");
    };
    let mut text = String::new();
    for (place, (key, value)) in fields.iter().enumerate() {
        let lead = if place == 0 { "- " } else { "  " };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{indent}{lead}{key}: {}", flow(value));
    }
    text
}

/// A value on one line. JSON is YAML; simple words go without quotes.
fn flow(value: &Value) -> String {
    match value {
        Value::String(word)
            if word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !meshwright_core::model::names::is_yaml_word(word) =>
        {
            word.clone()
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}: {}", flow(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => other.to_string(),
    }
}

impl NewCluster {
    fn value(&self) -> Value {
        let mut fields = serde_json::Map::new();
        fields.insert("name".to_owned(), json!(self.name));
        fields.insert("network".to_owned(), json!(self.network));
        if let Some(role) = self.role.filter(|role| *role != RoleSketch::Primary) {
            fields.insert("role".to_owned(), json!(role.as_str()));
        }
        if let Some(control_plane) = &self.control_plane {
            fields.insert("controlPlane".to_owned(), json!(control_plane));
        }
        if self.has_gateway {
            fields.insert("eastWestGateway".to_owned(), json!({}));
        }
        Value::Object(fields)
    }
}

/// The text with these and no other positions; without any, the section goes.
///
/// # Errors
///
/// As [`apply`].
pub fn with_positions(
    document: &Document,
    positions: &BTreeMap<String, Point>,
) -> Result<String, Refusal> {
    if document.is_stale {
        return Err(Refusal::Unreadable);
    }
    let text = without_view(document)?;
    if positions.is_empty() {
        return Ok(text);
    }
    let mut section = String::from("view:\n  positions:\n");
    for (name, at) in positions {
        let (x, y) = (at.x.round(), at.y.round());
        // Adding 0 turns the negative zero into the positive one.
        let _ = writeln!(section, "    {}: [{}, {}]", key(name), x + 0.0, y + 0.0);
    }
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let text = format!("{text}{gap}{section}");
    let is_read = read(&text).topology.and_then(|it| it.view).is_some();
    if is_read {
        Ok(text)
    } else {
        Err(Refusal::Comments)
    }
}

/// A key of a map; names that YAML takes for something else are quoted.
fn key(name: &str) -> String {
    flow(&json!(name))
}

/// The text without the section that says where things are drawn.
fn without_view(document: &Document) -> Result<String, Refusal> {
    let view = path!("view");
    let source = &document.model.source;
    let (Some(key), Some(value)) = (source.key(&view), source.value(&view)) else {
        return Ok(document.text.to_string());
    };
    let (start, end) = (key.start.offset, value.end.offset);
    let old = document.text.get(start..end).unwrap_or_default();
    let end = end - (old.len() - old.trim_end().len());
    let rest = document.text.get(end..).unwrap_or_default();
    let line_end = rest
        .find('\n')
        .map_or(document.text.len(), |at| end + at + 1);
    let is_whole_lines = key.start.column == 1
        && rest
            .get(..line_end - end)
            .is_some_and(|it| it.trim().is_empty());
    if is_whole_lines && !repair::has_comments(old) {
        let before = document.text.get(..start).unwrap_or_default();
        let after = document.text.get(line_end..).unwrap_or_default();
        return Ok(format!("{before}{after}"));
    }
    apply(document, &[remove(view)])
}

/// The edits that call a cluster or network `to` wherever the document names it.
pub fn rename(root: &Value, from: &str, to: &str, is_cluster: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut rename = |path: ModelPath| edits.push(set(path, to));
    for (place, cluster) in elements(root, "clusters") {
        let fields = if is_cluster {
            &["controlPlane"][..]
        } else {
            &["network"]
        };
        for field in fields {
            if cluster.get(field).and_then(Value::as_str) == Some(from) {
                rename(path!("clusters", format!("#{place}"), field));
            }
        }
        let api = cluster.get("apiServer");
        for (list, holder) in [
            ("standbyControlPlanes", Some(cluster)),
            ("reachableFrom", api),
        ] {
            let at = path!("clusters", format!("#{place}"));
            let at = if list == "reachableFrom" {
                at.join("apiServer")
            } else {
                at
            };
            for index in named(holder.and_then(|it| it.get(list)), from) {
                rename(at.join(list).join(format!("#{index}")));
            }
        }
    }
    for (place, entry) in elements(root, "connectivity") {
        for end in ["from", "to"] {
            if entry.get(end).and_then(Value::as_str) == Some(from) {
                rename(path!("connectivity", format!("#{place}"), end));
            }
        }
    }
    if is_cluster {
        for (place, service) in elements(root, "services") {
            for index in named(service.get("clusters"), from) {
                rename(path!(
                    "services",
                    format!("#{place}"),
                    "clusters",
                    format!("#{index}")
                ));
            }
        }
        for (place, entry) in elements(root, "expect") {
            for kind in ["reach", "noPath"] {
                for end in ["from", "to"] {
                    let named = entry.get(kind).and_then(|it| it.get(end));
                    if named.and_then(Value::as_str) == Some(from) {
                        rename(path!("expect", format!("#{place}"), kind, end));
                    }
                }
            }
        }
    }
    if root
        .pointer("/view/positions")
        .is_some_and(|it| it.get(from).is_some())
    {
        edits.push(Edit {
            path: path!("view", "positions", from),
            change: Change::Rename(to.to_owned()),
        });
    }
    let list = if is_cluster { "clusters" } else { "networks" };
    for (place, element) in elements(root, list) {
        if element.get("name").and_then(Value::as_str) == Some(from) {
            edits.push(set(path!(list, format!("#{place}"), "name"), to));
        }
    }
    edits
}

/// The edits that take clusters and everything that names them out of the document.
pub fn delete_clusters(root: &Value, names: &[&str]) -> Vec<Edit> {
    let is_gone = |value: &Value| value.as_str().is_some_and(|name| names.contains(&name));
    let mut edits = Vec::new();
    for (place, service) in elements(root, "services") {
        if let Some(Value::Array(clusters)) = service.get("clusters")
            && clusters.iter().any(is_gone)
        {
            let left: Vec<Value> = clusters.iter().filter(|it| !is_gone(it)).cloned().collect();
            edits.push(set(
                path!("services", format!("#{place}"), "clusters"),
                left,
            ));
        }
    }
    for (place, cluster) in elements(root, "clusters") {
        let own = path!("clusters", format!("#{place}"));
        if cluster.get("name").is_some_and(is_gone) {
            continue;
        }
        if cluster.get("controlPlane").is_some_and(is_gone) {
            edits.push(remove(own.join("controlPlane")));
        }
        if let Some(Value::Array(standbys)) = cluster.get("standbyControlPlanes")
            && standbys.iter().any(is_gone)
        {
            let left: Vec<Value> = standbys.iter().filter(|it| !is_gone(it)).cloned().collect();
            edits.push(set(own.join("standbyControlPlanes"), left));
        }
    }
    // From the last to the first, so that places stay what they are.
    for (list, ends) in [
        (
            "expect",
            &["/reach/from", "/reach/to", "/noPath/from", "/noPath/to"][..],
        ),
        ("connectivity", &["/from", "/to"]),
        ("clusters", &["/name"]),
    ] {
        let found: Vec<usize> = elements(root, list)
            .filter(|(_, entry)| {
                ends.iter()
                    .any(|end| entry.pointer(end).is_some_and(is_gone))
            })
            .map(|(place, _)| place)
            .collect();
        // A list without elements would be read as nothing at all.
        if !found.is_empty() && found.len() == elements(root, list).count() {
            edits.push(remove(path!(list)));
            continue;
        }
        for place in found.into_iter().rev() {
            edits.push(remove(path!(list, format!("#{place}"))));
        }
    }
    edits
}

fn elements<'v>(root: &'v Value, list: &str) -> impl Iterator<Item = (usize, &'v Value)> {
    let list = root.get(list).and_then(Value::as_array);
    list.into_iter().flatten().enumerate()
}

/// The places of `name` in a list of names.
fn named(list: Option<&Value>, name: &str) -> Vec<usize> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items
        .enumerate()
        .filter(|(_, item)| item.as_str() == Some(name))
        .map(|(place, _)| place)
        .collect()
}

#[cfg(test)]
mod tests;
