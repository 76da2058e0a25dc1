//! Text that nobody vouches for, made safe to show.
//!
//! Names, paths and lines of a document may hold anything; a terminal, a log viewer and a
//! reader's eye must all see what is there and nothing else.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character steers a display instead of showing on it: controls, line separators,
/// bidirectional controls, zero-width and tag characters.
pub const fn is_unprintable(c: char) -> bool {
    matches!(
        c,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// One printable character for `c`: itself, `␛` for ESC and the like, or `�`.
pub fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ if is_unprintable(c) => '\u{fffd}',
        _ => c,
    }
}

/// Adds `c` to `out`, spelled out where it is unprintable: `␛` for ESC, `<U+202E>` for others.
fn push(out: &mut String, c: char) {
    match picture(c) {
        '\u{fffd}' if c != '\u{fffd}' => {
            // Writing to a String cannot fail.
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        }
        picture => out.push(picture),
    }
}

/// `text` on one line, with everything unprintable spelled out.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// `text` with its line breaks, and everything else unprintable spelled out.
pub fn clean_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' {
            out.push('\n');
        } else {
            push(&mut out, c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_lines, is_unprintable};

    #[test]
    fn escapes_and_bidi_controls_are_spelled_out() {
        assert_eq!(clean("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(clean("a\u{202e}b"), "a<U+202E>b");
        assert_eq!(clean("\u{85}\u{7f}\n"), "<U+0085>␡␊");
        assert_eq!(clean_lines("a\nb\r"), "a\nb␍");
    }

    #[test]
    fn ordinary_text_in_any_script_stays() {
        for text in ["cluster1", "naïve", "集群", "🛰 ok"] {
            assert_eq!(clean(text), text);
            assert!(!text.chars().any(is_unprintable));
        }
    }
}
