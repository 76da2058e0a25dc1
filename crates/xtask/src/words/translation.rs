//! What a translation has to keep of the message that it translates.
//!
//! Every message and attribute; every argument that is said; every other message that is said
//! in it; and everything between backticks, because commands, fields and names are the same in
//! every language. An argument that only chooses between singular and plural may go: not every
//! language has both.

use std::collections::{BTreeMap, BTreeSet};

/// Messages for scripts, which are English in every language.
const ENGLISH_ALONE: [&str; 2] = ["lib-", "script-"];

/// What a message or attribute is made of.
#[derive(Default)]
struct Parts {
    /// Arguments that are said.
    said: BTreeSet<String>,
    /// Arguments that are named at all.
    named: BTreeSet<String>,
    /// Messages that are part of it.
    messages: BTreeSet<String>,
    /// What is between backticks.
    code: BTreeSet<String>,
}

/// Where `other`, the file `file`, is no translation of `first`.
pub(super) fn differences(first: &str, file: &str, other: &str) -> Vec<String> {
    let (first, other) = (parts_of_all(first), parts_of_all(other));
    let mut wrong = Vec::new();
    for (key, parts) in &first {
        if ENGLISH_ALONE.iter().any(|start| key.starts_with(start)) {
            if other.contains_key(key) {
                wrong.push(format!("{file}: `{key}` is for scripts, which are English"));
            }
            continue;
        }
        let Some(own) = other.get(key) else {
            wrong.push(format!(
                "{file}: `{key}` is missing; a new message needs its sentence in every language"
            ));
            continue;
        };
        let mut lacks = |kind: &str, parts: Vec<&String>| {
            let each = parts.into_iter();
            wrong.extend(each.map(|part| format!("{file}: `{key}` lacks the {kind} {part}")));
        };
        lacks("argument", parts.said.difference(&own.named).collect());
        lacks("code", parts.code.difference(&own.code).collect());
        lacks(
            "message",
            parts.messages.difference(&own.messages).collect(),
        );
        for argument in own.named.difference(&parts.named) {
            wrong.push(format!(
                "{file}: `{key}` is not given the argument {argument}"
            ));
        }
    }
    for key in other.keys().filter(|key| !first.contains_key(*key)) {
        wrong.push(format!("{file}: `{key}` translates nothing"));
    }
    wrong
}

/// The parts of each message and, as `message.attribute`, of each attribute.
fn parts_of_all(text: &str) -> BTreeMap<String, Parts> {
    let mut bodies: BTreeMap<String, String> = BTreeMap::new();
    let (mut message, mut key) = (String::new(), None);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let attribute = line.trim_start().strip_prefix('.');
        let named = super::catalogue::name_before_equals(line).map(|name| {
            name.clone_into(&mut message);
            name.to_owned()
        });
        let named = named.or_else(|| {
            let attribute = super::catalogue::name_before_equals(attribute?)?;
            Some(format!("{message}.{attribute}"))
        });
        let body = match named {
            Some(name) => {
                key = Some(name.clone());
                let body = line.split_once('=').map_or("", |(_, body)| body);
                bodies.entry(name).or_default().push_str(body);
                continue;
            }
            None => line,
        };
        if let Some(own) = key.as_ref().and_then(|key| bodies.get_mut(key)) {
            own.push('\n');
            own.push_str(body);
        }
    }
    let each = bodies.into_iter();
    each.map(|(key, body)| (key, parts(&body))).collect()
}

fn parts(body: &str) -> Parts {
    let mut parts = Parts::default();
    for piece in body.split('{').skip(1) {
        let inner = piece.split('}').next().unwrap_or_default().trim();
        if let Some(argument) = inner.strip_prefix('$') {
            let name = argument.split("->").next().unwrap_or_default().trim();
            parts.named.insert(name.to_owned());
            if name == argument {
                parts.said.insert(name.to_owned());
            }
        } else if inner.starts_with(|c: char| c.is_ascii_lowercase()) {
            parts.messages.insert(inner.to_owned());
        }
    }
    for line in body.lines() {
        let code = line.split('`').skip(1).step_by(2);
        let code = code.map(|code| code.replace("{ ", "{").replace(" }", "}"));
        parts.code.extend(code);
    }
    // What the plural says is said only where there is a choice.
    parts
        .said
        .retain(|name| !body.contains(&format!("${name} ->")));
    parts
}

#[cfg(test)]
mod tests {
    use super::differences;

    fn of(first: &str, other: &str) -> Vec<String> {
        differences(first, "zh-CN.ftl", other)
    }

    #[test]
    fn a_translation_that_keeps_everything_is_silent() {
        let first = "one = set `a: { $b }` { $count ->\n    [one] once\n   *[other] { $count } times\n}\n    .why = { two }\ntwo = a\nlib-x = y\n";
        let other = "# c\none = 设置 `a: {$b}` 若干次\n    .why = {two}\ntwo = 甲\n";
        assert!(of(first, other).is_empty());
    }

    #[test]
    fn what_a_translation_loses_or_invents_is_found() {
        assert_eq!(
            of(
                "one = a { $b } `c`\n    .why = { two }\ntwo = x\n",
                "one = { $d }\n    .why = 甲\nthree = 丙\nlib-x = 乙\n"
            ),
            [
                "zh-CN.ftl: `one` lacks the argument b",
                "zh-CN.ftl: `one` lacks the code c",
                "zh-CN.ftl: `one` is not given the argument d",
                "zh-CN.ftl: `one.why` lacks the message two",
                "zh-CN.ftl: `two` is missing; a new message needs its sentence in every language",
                "zh-CN.ftl: `lib-x` translates nothing",
                "zh-CN.ftl: `three` translates nothing",
            ]
        );
        assert_eq!(
            of("lib-x = a\n", "lib-x = 甲\n"),
            ["zh-CN.ftl: `lib-x` is for scripts, which are English"]
        );
    }
}
