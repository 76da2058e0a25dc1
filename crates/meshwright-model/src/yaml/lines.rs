//! Lines and columns of a text.

use meshwright_diag::{Position, Span};

/// Bytes between two entries of the table of characters; a power of two near a disk block keeps
/// both the table and the walk from an entry short.
const BLOCK: usize = 4096;

/// A stretch of a text, in bytes; small, because every node of a document has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Extent {
    /// From one byte to before another; what a `u32` cannot hold is beyond every accepted file.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let small = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        Self {
            start: small(start),
            end: small(end.max(start)),
        }
    }

    /// The stretch from the start of `self` to the end of `other`.
    pub(crate) fn to(self, other: Self) -> Self {
        Self {
            start: self.start,
            end: self.end.max(other.end),
        }
    }
}

/// A text and where its lines begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    text: String,
    /// The byte at which each line after the first begins.
    starts: Vec<u32>,
    /// Characters before each block; empty for a text of ASCII only.
    characters: Vec<u32>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let bytes = text.as_bytes();
        let mut starts = Vec::new();
        for (index, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(index + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(small(index + 1));
            }
        }
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in bytes.chunks(BLOCK) {
                characters.push(small(count));
                count += count_characters(block);
            }
            characters.push(small(count));
        }
        Self {
            text: text.to_owned(),
            starts,
            characters,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The place before the byte at `offset`, or the end of the text.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let line = self
            .starts
            .partition_point(|start| *start as usize <= offset);
        let start = match line {
            0 => 0,
            _ => self.starts[line - 1] as usize,
        };
        Position {
            offset,
            line: line + 1,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    pub(crate) fn span(&self, extent: Extent) -> Span {
        Span {
            start: self.position(extent.start),
            end: self.position(extent.end),
        }
    }

    /// Whether an extent lies on one line.
    pub(crate) fn is_one_line(&self, extent: Extent) -> bool {
        let line = |offset: u32| self.starts.partition_point(|start| *start <= offset);
        line(extent.start) == line(extent.end)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let Some(before) = self.characters.get(offset / BLOCK) else {
            return offset;
        };
        let block = offset / BLOCK * BLOCK;
        *before as usize + count_characters(&self.text.as_bytes()[block..offset])
    }
}

/// Counts the characters that begin in `bytes`, a part of a UTF-8 text.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// Turns counts of characters into counts of bytes, cheaply for places near each other.
pub(crate) struct Cursor<'t> {
    text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    /// The bytes before the character of that index; the text's length where it has fewer.
    pub(crate) fn byte(&mut self, character: usize) -> usize {
        if self.ascii {
            return character.min(self.text.len());
        }
        let (before, after) = self.text.split_at(self.bytes);
        if character >= self.characters {
            let ahead = character - self.characters;
            match after.char_indices().nth(ahead) {
                Some((bytes, _)) => {
                    self.characters = character;
                    self.bytes += bytes;
                    self.bytes
                }
                None => self.text.len(),
            }
        } else {
            let back = self.characters - character;
            let bytes = before
                .char_indices()
                .rev()
                .nth(back - 1)
                .map_or(0, |(bytes, _)| bytes);
            self.characters = character;
            self.bytes = bytes;
            bytes
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Extent, Lines};
    use proptest::prelude::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_any_way() {
        let lines = Lines::new("äb\r\nc\rd\n\ne");
        let place = |offset: u32| {
            let position = lines.position(offset);
            (position.line, position.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(2), (1, 2), "after a character of two bytes");
        assert_eq!(place(5), (2, 1));
        assert_eq!(place(7), (3, 1));
        assert_eq!(place(9), (4, 1));
        assert_eq!(place(10), (5, 1));
        assert_eq!(place(999), (5, 2), "beyond the end");
        assert!(lines.is_one_line(Extent::new(0, 3)) && !lines.is_one_line(Extent::new(0, 5)));
    }

    proptest! {
        #[test]
        fn a_position_is_what_counting_gives(text in "(?s)[a\u{e4}\u{1f600}\n]{0,9000}", at in 0_usize..9000) {
            let offset = text.char_indices().nth(at).map_or(text.len(), |(bytes, _)| bytes);
            let before = &text[..offset];
            let position = Lines::new(&text).position(u32::try_from(offset).expect("short"));
            prop_assert_eq!(position.line, before.matches('\n').count() + 1);
            let line = before.rsplit('\n').next().expect("split yields one at least");
            prop_assert_eq!(position.column, line.chars().count() + 1);
        }

        #[test]
        fn a_cursor_goes_both_ways(text in "[a\u{e4}\u{1f600}]{0,40}", places in proptest::collection::vec(0_usize..50, 0..20)) {
            let mut cursor = Cursor::new(&text);
            for place in places {
                let expected = text.char_indices().nth(place).map_or(text.len(), |(bytes, _)| bytes);
                prop_assert_eq!(cursor.byte(place), expected);
            }
        }
    }
}
