//! A value as YAML that every reader, of YAML 1.1 or 1.2, takes for the same value.
//!
//! Text stands without quotes only where no reader can take it for anything else; every character
//! that an editor or a terminal would hide is escaped. The same value gives the same bytes.

use std::fmt::Write as _;

use meshwright_diag::Value;
use serde_json::{Map, Number};

use crate::names::{is_unprintable, is_yaml_word};

/// The value as one YAML document; it ends with a line feed.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => write_map(&mut out, map, 0),
        Value::Array(items) if !items.is_empty() => write_list(&mut out, items, 0),
        scalar => {
            // A block at the margin could hold a line that looks like a separator.
            write_inline(&mut out, scalar, 2);
            out.push('\n');
        }
    }
    out
}

/// The values as YAML documents, with a line `---` between each two.
pub fn write_documents(documents: impl IntoIterator<Item = Value>) -> String {
    let mut out = String::new();
    for (index, document) in documents.into_iter().enumerate() {
        if index > 0 {
            out.push_str("---\n");
        }
        out.push_str(&write(&document));
    }
    out
}

fn write_map(out: &mut String, map: &Map<String, Value>, indent: usize) {
    for (index, (key, value)) in map.iter().enumerate() {
        // The first key of a map in a list stands behind the dash.
        if index > 0 || !out.ends_with("- ") {
            push_indent(out, indent);
        }
        // Readers refuse keys without quotes that are longer than 1,024 characters, and so they
        // do quoted ones: those need the mark of an explicit key.
        let is_long = key.len() > 128;
        if is_long {
            out.push_str("? ");
        }
        push_text(out, key);
        if is_long {
            out.push('\n');
            push_indent(out, indent);
        }
        out.push(':');
        match value {
            Value::Object(map) if !map.is_empty() => {
                out.push('\n');
                write_map(out, map, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                write_list(out, items, indent + 2);
            }
            scalar => {
                out.push(' ');
                write_inline(out, scalar, indent + 2);
                out.push('\n');
            }
        }
    }
}

fn write_list(out: &mut String, items: &[Value], indent: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 || !out.ends_with("- ") {
            push_indent(out, indent);
        }
        out.push_str("- ");
        match item {
            Value::Object(map) if !map.is_empty() => write_map(out, map, indent + 2),
            Value::Array(items) if !items.is_empty() => write_list(out, items, indent + 2),
            scalar => {
                write_inline(out, scalar, indent + 2);
                out.push('\n');
            }
        }
    }
}

/// Writes a scalar or an empty collection; `indent` is that of the lines of a block.
fn write_inline(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Number(number) => push_number(out, number),
        Value::String(text) if is_block(text) => push_block(out, text, indent),
        Value::String(text) => push_text(out, text),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

fn push_indent(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Writes a number so that YAML 1.1 readers see one too: they want a point and a signed exponent.
fn push_number(out: &mut String, number: &Number) {
    let text = number.to_string();
    if number.is_f64() {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, ""));
        out.push_str(mantissa);
        if !mantissa.contains('.') {
            out.push_str(".0");
        }
        if !exponent.is_empty() {
            let sign = if exponent.starts_with(['-', '+']) {
                ""
            } else {
                "+"
            };
            let _ = write!(out, "e{sign}{exponent}");
        }
    } else {
        out.push_str(&text);
    }
}

fn push_text(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        push_quoted(out, text);
    }
}

/// Whether a text needs no quotes for any reader.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let inner = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'.' | b'_'
                    | b'/'
                    | b'-'
                    | b' '
                    | b'@'
                    | b'+'
                    | b'='
                    | b','
                    | b'('
                    | b')'
                    | b'\''
                    | b';'
            )
    };
    let Some((first, last)) = bytes.first().zip(bytes.last()) else {
        return false;
    };
    let starts_well = first.is_ascii_alphanumeric() || *first == b'/';
    let ends_well = *last != b' ';
    // A colon is safe where the text goes on right behind it, as in an address or a time of no
    // digits; `is_yaml_word` knows the times.
    let colons_are_safe = bytes
        .windows(2)
        .all(|pair| pair[0] != b':' || pair[1].is_ascii_alphanumeric() || pair[1] == b'/');
    starts_well
        && ends_well
        && *last != b':'
        && colons_are_safe
        && bytes.iter().all(|byte| inner(*byte) || *byte == b':')
        // Within 128 bytes a key is simple for every reader.
        && text.len() <= 128
        && !is_yaml_word(text)
        && !starts_like_a_number(text)
}

/// Whether a text might be a number, a date or a time to some reader: those begin with a digit
/// and hold no letters but those of numbers.
fn starts_like_a_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| !byte.is_ascii_alphabetic() || matches!(byte.to_ascii_lowercase(), b'a'..=b'f' | b'x' | b'o' | b't' | b'z' | b'i' | b'n'))
        // An address of a network is none, however many digits it has.
        && !text.contains('/')
        && text.matches('.').count() != 3
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unprintable(c) || is_odd(c) => push_escape(out, c),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Whether some reader refuses the character, or an editor does not show it.
const fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{fffd}' | '\u{fff0}'..='\u{fff8}'
    ) || (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

fn push_escape(out: &mut String, c: char) {
    let number = u32::from(c);
    let _ = match number {
        0..=0xff => write!(out, "\\x{number:02X}"),
        0x100..=0xffff => write!(out, "\\u{number:04X}"),
        _ => write!(out, "\\U{number:08X}"),
    };
}

/// Whether a text of several lines is safe as a literal block: nothing to escape, no blanks that
/// decide something at its start or the end of a line, and at most one line feed at its end.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.starts_with([' ', '\n', '\t'])
        && !body.ends_with('\n')
        && body
            .lines()
            .all(|line| !line.ends_with([' ', '\t']) && !line.starts_with('\t'))
        && text
            .chars()
            .all(|c| c == '\n' || c == '\t' || !(is_unprintable(c) || is_odd(c)))
}

fn push_block(out: &mut String, text: &str, indent: usize) {
    out.push_str(if text.ends_with('\n') { "|" } else { "|-" });
    let body = text.strip_suffix('\n').unwrap_or(text);
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            push_indent(out, indent);
            out.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use meshwright_diag::Value;
    use proptest::prelude::*;
    use serde_json::json;

    use super::{write, write_documents};

    #[test]
    fn the_layout_is_that_of_hand_written_files() {
        let value = json!({
            "name": "cluster1",
            "url": "https://10.20.144.83:6443",
            "cidrs": ["10.36.0.0/16", "fd00::/8"],
            "empty": {}, "none": [], "nothing": null, "on": true,
            "nested": {"list": [{"a": 1, "b": {"c": [[1, 2.5], []]}}]},
            "version": "1.30", "octal": "0123", "no": "no", "text": "a: b #c",
            "script": "set -eu\n\nrun\n",
        });
        insta_like(
            &write(&value),
            r#"name: cluster1
url: https://10.20.144.83:6443
cidrs:
  - 10.36.0.0/16
  - "fd00::/8"
empty: {}
none: []
nothing: null
"on": true
nested:
  list:
    - a: 1
      b:
        c:
          - - 1
            - 2.5
          - []
version: "1.30"
octal: "0123"
"no": "no"
text: "a: b #c"
script: |
  set -eu

  run
"#,
        );
        assert_eq!(
            write_documents([json!({"a": 1}), json!([])]),
            "a: 1\n---\n[]\n"
        );
    }

    fn insta_like(actual: &str, expected: &str) {
        assert_eq!(actual, expected, "\n{actual}");
    }

    /// Texts that YAML readers are known to stumble over, and any other.
    fn text() -> impl Strategy<Value = String> {
        let hostile = [
            "",
            " ",
            "~",
            "null",
            "yes",
            "No",
            "ON",
            "y",
            "0123",
            "0o17",
            "1e3",
            "0x1F",
            "1_000",
            "12:30:45",
            ".inf",
            ".nan",
            "2026-01-01",
            "<<",
            "=",
            "*a",
            "&a",
            "!!python/object",
            "- x",
            "? x",
            ": x",
            "a: b",
            "a #b",
            "[",
            "{",
            "|",
            ">",
            "%YAML",
            "---",
            "...",
            "a:",
            ":",
            "a b ",
            " a",
            "a\nb",
            "a\n",
            "\na",
            "a\n\n",
            "a\r\nb",
            "\t",
            "a\u{0}b",
            "\u{1b}[31m",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{202e}x",
            "é",
            "İ",
            "👍🏽",
            "a\u{a0}b",
            "\u{e000}",
            "\u{fffe}",
            "'",
            "\"",
            "\\",
            "a'b",
            "@x",
            "`x`",
            ", a",
            "a,b",
            "key: |\n  x",
            "#",
            "a#b",
            "+1",
            "-1",
            "+.5",
            "1.",
            "0.0.0.0",
            "1:2",
            "true",
            "-",
            "--- a",
            "a\n---\nb",
            "  a\nb",
            "x\n y\n",
            "1.2.3.4.5",
            "1 2",
            "x: y",
            "a:b",
            "//",
            "/",
            "1/2",
            "0b11",
            "0x",
            "1e",
            "NaN",
            "Infinity",
            "infinity",
            "inf",
            "nan",
            "1E400",
        ];
        prop_oneof![
            proptest::sample::select(hostile.to_vec()).prop_map(str::to_owned),
            "[ -~]{0,12}",
            "(?s).{0,12}",
            "[0-9a-fxot:._+ -]{1,8}",
            proptest::collection::vec(proptest::sample::select(hostile.to_vec()), 1..4)
                .prop_map(|parts| parts.join("\n")),
            "[a-z ]{100,1200}",
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            proptest::num::f64::NORMAL.prop_map(Value::from),
            text().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((text(), inner), 0..4)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn another_reader_sees_the_same_value(value in value()) {
            let text = write(&value);
            let read: Value = serde_yaml::from_str(&text)
                .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(&read, &value, "\n{}", text);
        }

        #[test]
        fn our_reader_sees_the_same_value(value in value()) {
            let text = write(&value);
            let reading = crate::yaml::read::read(&text);
            let findings = reading.findings.finish();
            prop_assert_eq!(findings, [], "\n{}", text);
            let read = reading.root.as_ref().map(crate::document::free::as_typed);
            prop_assert_eq!(read.unwrap_or_default(), value, "\n{}", text);
        }
    }
}
