//! Edits on the model made in its text, so that comments and layout stay.
//!
//! Each edit is tried where the text has a simple place for it; the result is then read again
//! and has to be what the edit means. What cannot be done that way is not done at all.

use meshwright_diag::{Change, Edit, ModelPath, Span, Value};
use meshwright_model::names::is_yaml_word;
use meshwright_model::{Document, edit, read};

/// The text, of which `document` was read, with `edits` applied, and what is then read of it;
/// `None` where that takes more than inserting and cutting lines.
pub(super) fn splice(
    text: &str,
    document: &Document,
    edits: &[Edit],
) -> Option<(String, Document)> {
    let mut spliced: Option<(String, Document)> = None;
    for edit in edits {
        let (text, document) = match &spliced {
            Some((text, document)) => (text.as_str(), document),
            None => (text, document),
        };
        let wanted = edit::apply(document.root.as_ref()?, std::slice::from_ref(edit));
        let text = Splicer { text, document }.edit(edit)?;
        let document = read(&text);
        if document.root.as_ref() != Some(&wanted) {
            return None;
        }
        spliced = Some((text, document));
    }
    spliced
}

/// Whether the text may have comments; a `#` inside a quoted text is taken for one, too.
pub fn has_comments(text: &str) -> bool {
    text.lines().any(|line| {
        line.match_indices('#')
            .any(|(at, _)| at == 0 || line[..at].ends_with([' ', '\t']))
    })
}

struct Splicer<'a> {
    text: &'a str,
    document: &'a Document,
}

impl Splicer<'_> {
    fn edit(&self, edit: &Edit) -> Option<String> {
        match &edit.change {
            Change::Rename(name) => {
                let key = self.document.source.key(&edit.path)?;
                Some(self.replaced(key.start.offset, key.end.offset, &plain(name)))
            }
            Change::Remove => self.removed(&edit.path),
            Change::Set(value) => match self.document.source.value(&edit.path) {
                Some(span) => self.set(span, value),
                None => self.inserted(&edit.path, value.clone()),
            },
            Change::Append(value) => match self.value(&edit.path) {
                Some(Value::Array(items)) => self.appended(&edit.path, items, value),
                Some(_) => None,
                None => self.inserted(&edit.path, Value::Array(vec![value.clone()])),
            },
        }
    }

    /// The value at `path` in the document.
    fn value(&self, path: &ModelPath) -> Option<&Value> {
        let mut value = self.document.root.as_ref()?;
        for segment in path.segments() {
            value = match value {
                Value::Object(map) => map.get(segment)?,
                Value::Array(items) => match segment.strip_prefix('#') {
                    Some(index) => items.get(index.parse::<usize>().ok()?)?,
                    None => items
                        .iter()
                        .find(|item| item.get("name").and_then(Value::as_str) == Some(segment))?,
                },
                _ => return None,
            };
        }
        Some(value)
    }

    fn set(&self, span: Span, value: &Value) -> Option<String> {
        let start = span.start.offset;
        let end = self.flow_end(span).unwrap_or(span.end.offset);
        let old = self.text.get(start..end)?;
        // A field without value has its place right after the colon.
        let gap = if old.is_empty() { " " } else { "" };
        if old.contains('\n') {
            return None;
        }
        Some(self.replaced(start, end, &format!("{gap}{}", flow(value))))
    }

    /// Adds a field, with the maps on the way to it, to the nearest map that is there.
    fn inserted(&self, path: &ModelPath, value: Value) -> Option<String> {
        let key = path.last()?;
        let parent = path.parent();
        let Some(around) = self.value(&parent) else {
            let mut map = serde_json::Map::new();
            map.insert(key.to_owned(), value);
            return self.inserted(&parent, Value::Object(map));
        };
        let Value::Object(fields) = around else {
            return None;
        };
        let line = format!("{}: {}", plain(key), flow(&value));
        let span = self.document.source.value(&parent)?;
        if let Some(end) = self.flow_end(span) {
            return self.inserted_in_flow(end, fields.is_empty(), &line);
        }
        let first = parent.join(fields.keys().next()?);
        let indent = self.document.source.key(&first)?.start.column - 1;
        let end = self.end_of(&parent, around)?;
        Some(self.line_after(end, indent, &line))
    }

    fn appended(&self, path: &ModelPath, items: &[Value], value: &Value) -> Option<String> {
        let span = self.document.source.value(path)?;
        if let Some(end) = self.flow_end(span) {
            return self.inserted_in_flow(end, items.is_empty(), &flow(value));
        }
        let end = self.end_of(path, self.value(path)?)?;
        let first = element(path, items, 0);
        let start = self.document.source.value(&first)?.start.offset;
        let dash = self.text.get(..start)?.rfind('-')?;
        let indent = dash - self.line_start(dash);
        Some(self.line_after(end, indent, &format!("- {}", flow(value))))
    }

    /// Cuts a field or an element with its lines.
    fn removed(&self, path: &ModelPath) -> Option<String> {
        let value = self.value(path)?;
        let end = self.end_of(path, value)?;
        let begin = if let Some(key) = self.document.source.key(path) {
            key.start.offset
        } else {
            let start = self.document.source.value(path)?.start.offset;
            self.text.get(..start)?.rfind('-')?
        };
        let line = self.line_start(begin);
        if !self.text.get(line..begin)?.trim().is_empty() {
            return None;
        }
        let after = self.line_end(end);
        let after = (after + 1).min(self.text.len());
        Some(self.replaced(line, after, ""))
    }

    /// Where the last thing of a value ends: what stands behind it may be comments.
    fn end_of(&self, path: &ModelPath, value: &Value) -> Option<usize> {
        let span = self.document.source.value(path)?;
        if let Some(end) = self.flow_end(span) {
            return Some(end);
        }
        match value {
            Value::Object(fields) => match fields.iter().next_back() {
                Some((key, last)) => self.end_of(&path.join(key), last),
                None => Some(span.end.offset),
            },
            Value::Array(items) => match items.last() {
                Some(last) => self.end_of(&element(path, items, items.len() - 1), last),
                None => Some(span.end.offset),
            },
            _ => Some(span.end.offset),
        }
    }

    /// Where a value in brackets or braces ends; `None` for one that is in neither.
    ///
    /// Brackets are counted, because the span of such a value may hold a comment behind it.
    fn flow_end(&self, span: Span) -> Option<usize> {
        let text = self.text.get(span.start.offset..span.end.offset)?;
        if !text.starts_with(['{', '[']) {
            return None;
        }
        let mut depth = 0_usize;
        let mut quote = None;
        let mut is_escaped = false;
        for (at, c) in text.char_indices() {
            match (quote, c) {
                (Some('"'), '\\') if !is_escaped => {
                    is_escaped = true;
                    continue;
                }
                (Some(open), _) if open == c && !is_escaped => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(c),
                (None, '{' | '[') => depth += 1,
                (None, '}' | ']') => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(span.start.offset + at + 1);
                    }
                }
                (None, _) => {}
            }
            is_escaped = false;
        }
        Some(span.end.offset)
    }

    /// Adds an entry before the bracket or brace that ends at `end`.
    fn inserted_in_flow(&self, end: usize, is_empty: bool, entry: &str) -> Option<String> {
        let body = self.text.get(..end)?.strip_suffix(['}', ']'])?.trim_end();
        let at = body.len();
        let comma = if is_empty || body.ends_with(',') {
            ""
        } else {
            ","
        };
        let gap = if is_empty { "" } else { " " };
        Some(self.replaced(at, at, &format!("{comma}{gap}{entry}")))
    }

    fn replaced(&self, start: usize, end: usize, with: &str) -> String {
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        format!("{before}{with}{after}")
    }

    /// A line after the one that `offset` is on.
    fn line_after(&self, offset: usize, indent: usize, line: &str) -> String {
        let at = self.line_end(offset);
        let indent = " ".repeat(indent);
        self.replaced(at, at, &format!("\n{indent}{line}"))
    }

    fn line_start(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or_default();
        before.rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self, offset: usize) -> usize {
        let after = self.text.get(offset..).unwrap_or_default();
        after
            .find(['\n', '\r'])
            .map_or(self.text.len(), |at| offset + at)
    }
}

/// The path of an element: by its name where that is enough.
fn element(path: &ModelPath, items: &[Value], index: usize) -> ModelPath {
    let name = |item: &Value| item.get("name").and_then(Value::as_str).map(str::to_owned);
    match items.get(index).and_then(name) {
        Some(own)
            if items
                .iter()
                .position(|item| name(item).as_ref() == Some(&own))
                == Some(index) =>
        {
            path.join(own)
        }
        _ => path.join(format_args!("#{index}")),
    }
}

/// A value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => plain(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| format!("{}: {}", plain(key), flow(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A text as it is where every reader takes it for a text, else in quotes.
fn plain(text: &str) -> String {
    let is_simple = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'))
        && !is_yaml_word(text);
    if is_simple {
        text.to_owned()
    } else {
        Value::String(text.to_owned()).to_string()
    }
}

#[cfg(test)]
mod tests;
