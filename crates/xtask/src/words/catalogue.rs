//! A Fluent file as the names in it: messages, their attributes, their arguments.
//!
//! Fluent puts a message's name at the beginning of a line and an attribute's after blanks and
//! a dot, so lines are enough here; whether a file is well formed is tested where it is read.

use std::collections::{BTreeMap, BTreeSet};

/// A message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// The line it begins at.
    pub(super) line: usize,
    /// Attributes.
    pub(super) attributes: BTreeSet<String>,
    /// Arguments that it or an attribute names.
    pub(super) arguments: BTreeSet<String>,
}

/// The messages of a Fluent file, by name.
pub(super) fn messages(text: &str) -> BTreeMap<String, Message> {
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    let mut current: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(name) = name_before_equals(line) {
            let message = Message {
                line: index + 1,
                ..Message::default()
            };
            messages.insert(name.to_owned(), message);
            current = Some(name.to_owned());
        }
        let Some(message) = current.as_ref().and_then(|name| messages.get_mut(name)) else {
            continue;
        };
        let attribute = line
            .trim_start()
            .strip_prefix('.')
            .and_then(name_before_equals);
        message.attributes.extend(attribute.map(str::to_owned));
        let arguments = line.split('$').skip(1).map(|rest| {
            let is_part = |c: &char| c.is_ascii_alphanumeric() || "_-".contains(*c);
            rest.chars().take_while(is_part).collect::<String>()
        });
        message.arguments.extend(arguments);
    }
    messages
}

pub(super) fn name_before_equals(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn names_attributes_and_arguments_are_read() {
        let found = messages(
            "# comment = no\nGWY101 = network {$network} has {$count ->\n    [one] a = b\n   *[other] more\n}\n    .help = add to {$cluster}\nGWY101-all = all\n",
        );
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(names, ["GWY101", "GWY101-all"]);
        let message = &found["GWY101"];
        assert_eq!(message.line, 2);
        assert!(message.attributes.iter().eq(["help"]));
        assert!(message.arguments.iter().eq(["cluster", "count", "network"]));
    }
}
