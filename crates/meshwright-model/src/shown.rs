//! A text of the user's, fit to stand inside a sentence.

use crate::names::is_unprintable;

/// The most characters of a text that a sentence quotes.
const MOST: usize = 60;

/// The text, with characters that cannot be seen spelled out, and cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == MOST {
            out.push('…');
            break;
        }
        if is_unprintable(c) {
            out.push_str(&code_point(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A character by its number, such as `U+202E`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn control_sequences_and_length_do_not_reach_the_reader() {
        assert_eq!(shown("a\u{1b}[31m"), "aU+001B[31m");
        assert_eq!(shown(&"x".repeat(10_000)).chars().count(), 61);
        assert_eq!(shown("west"), "west");
    }
}
