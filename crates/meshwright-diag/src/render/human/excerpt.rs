//! The few lines of a document that a finding is about, safe to show.
//!
//! A document may be one line of ten megabytes: a place too far from the beginning of its line is
//! not shown, and what follows a place is cut.
//! Each character of the document stays one character, so that columns stay what they are.

use std::ops::Range;

use crate::Span;
use crate::render::printable;

/// Bytes before a mark on its line; where there are more, the line is not shown.
const BEFORE: usize = 16_384;
/// Bytes shown at most after a mark on its line.
const AFTER: usize = 400;
/// Marks further apart than this many bytes do not share an excerpt.
const APART: usize = 8192;

/// A stretch of the text to point at.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Where in the document.
    pub(super) span: Span,
    /// Whether it is the finding's own place.
    pub(super) primary: bool,
    /// What stands beside it.
    pub(super) label: Option<String>,
}

/// Some lines of the document with unprintable characters spelled out.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The lines.
    pub(super) source: String,
    /// The marks and their byte ranges in `source`.
    pub(super) marks: Vec<(Mark, Range<usize>)>,
}

impl Excerpt {
    /// Whether it shows the finding's own place.
    pub(super) fn has_primary(&self) -> bool {
        self.marks.iter().any(|(mark, _)| mark.primary)
    }
}

/// The excerpts that show `marks`, the one with the primary mark first.
///
/// Marks that cannot be shown are left out.
pub(super) fn of(text: &str, marks: Vec<Mark>) -> Vec<Excerpt> {
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    for mark in marks {
        if line_start(text, mark.span.start.offset).is_none() {
            continue;
        }
        let near =
            |group: &&mut Vec<Mark>| group.iter().all(|other| distance(other, &mark) <= APART);
        match groups.iter_mut().find(near) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    groups
        .into_iter()
        .filter_map(|group| excerpt(text, group))
        .collect()
}

fn distance(a: &Mark, b: &Mark) -> usize {
    a.span.start.offset.abs_diff(b.span.start.offset)
}

fn excerpt(text: &str, mut marks: Vec<Mark>) -> Option<Excerpt> {
    marks.sort_by_key(|mark| mark.span.start.offset);
    let first = marks.first()?.span.start;
    let last = marks.last()?.span.start;
    let begin = line_start(text, first.offset)?;
    let (end, cut) = line_end(text, last.offset);

    let clipped: Vec<Range<usize>> = marks.iter().map(|mark| clip(text, mark.span)).collect();
    let mut ranges: Vec<Range<usize>> = vec![0..0; marks.len()];
    let mut source = String::with_capacity(end - begin + 8);
    let mut note = |at: usize, length: usize| {
        for (range, clip) in ranges.iter_mut().zip(&clipped) {
            if clip.start == at {
                range.start = length;
            }
            if clip.end == at {
                range.end = length;
            }
        }
    };
    let mut previous = ' ';
    for (index, c) in text.get(begin..end).unwrap_or_default().char_indices() {
        note(begin + index, source.len());
        match c {
            '\n' if previous == '\r' => {}
            '\n' | '\r' => source.push('\n'),
            '\t' => source.push('\t'),
            _ => source.push(printable::picture(c)),
        }
        previous = c;
    }
    note(end, source.len());
    if cut {
        source.push('…');
    }
    Some(Excerpt {
        first_line: first.line.max(1),
        source,
        marks: marks.into_iter().zip(ranges).collect(),
    })
}

/// The part of `span` on its first line, without spaces at its end.
fn clip(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.offset.min(text.len()));
    let (line_end, _) = line_end(text, start);
    let end = text.floor_char_boundary(span.end.offset.clamp(start, line_end.max(start)));
    let shown = text.get(start..end).unwrap_or_default().trim_end();
    start..start + shown.len()
}

/// Where the line that holds `offset` begins, or `None` where that is too far away.
fn line_start(text: &str, offset: usize) -> Option<usize> {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let window = text.floor_char_boundary(offset.saturating_sub(BEFORE));
    let before = text.get(window..offset).unwrap_or_default();
    match before.rfind(['\n', '\r']) {
        Some(at) => Some(window + at + 1),
        None => (window == 0).then_some(0),
    }
}

/// Where the line that holds `offset` ends, or the window; the latter cuts the line.
fn line_end(text: &str, offset: usize) -> (usize, bool) {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let window = text.floor_char_boundary((offset + AFTER).min(text.len()));
    let after = text.get(offset..window).unwrap_or_default();
    match after.find(['\n', '\r']) {
        Some(at) => (offset + at, false),
        None => (window, window < text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, of};
    use crate::render::fixture::span;
    use crate::{Position, Span};

    fn mark(text: &str, needle: &str) -> Mark {
        Mark {
            span: span(text, needle),
            primary: true,
            label: None,
        }
    }

    #[test]
    fn a_span_of_several_lines_is_shown_by_its_first() {
        let text = "a:\n  b: 1  \n  c: 2\nd: 3\n";
        let excerpts = of(text, vec![mark(text, "b: 1  \n  c: 2")]);
        assert_eq!(excerpts[0].source, "  b: 1  ");
        assert_eq!(excerpts[0].first_line, 2);
        assert_eq!(excerpts[0].marks[0].1, 2..6);
    }

    #[test]
    fn a_line_of_megabytes_is_cut_after_the_mark() {
        let text = format!("a: needle{}", "é".repeat(500_000));
        let excerpt = &of(&text, vec![mark(&text, "needle")])[0];
        assert!(excerpt.source.len() < 1000, "{}", excerpt.source.len());
        assert_eq!(&excerpt.source[excerpt.marks[0].1.clone()], "needle");
        assert!(excerpt.source.ends_with('…'));
    }

    #[test]
    fn a_mark_megabytes_into_its_line_is_not_shown() {
        let text = format!("{}needle", "x".repeat(1_000_000));
        assert!(of(&text, vec![mark(&text, "needle")]).is_empty());
    }

    #[test]
    fn columns_stay_what_they_are_in_the_document() {
        let text = "a: \u{1b}\u{202e}é b\n";
        let excerpt = &of(text, vec![mark(text, "b")])[0];
        assert_eq!(excerpt.source, "a: ␛\u{fffd}é b");
        let before = &excerpt.source[..excerpt.marks[0].1.start];
        assert_eq!(before.chars().count() + 1, span(text, "b").start.column);
    }

    #[test]
    fn marks_far_apart_have_an_excerpt_each() {
        let text = format!("one\n{}two\n", "filler\n".repeat(3000));
        let excerpts = of(&text, vec![mark(&text, "two"), mark(&text, "one")]);
        let sources: Vec<&str> = excerpts.iter().map(|e| e.source.as_str()).collect();
        assert_eq!(sources, ["two", "one"]);
        assert_eq!(excerpts[0].first_line, 3002);
    }

    #[test]
    fn lines_end_at_any_line_break() {
        let text = "one\rtwo\r\nthree\nfour";
        let excerpts = of(text, vec![mark(text, "four"), mark(text, "one")]);
        assert_eq!(excerpts[0].source, "one\ntwo\nthree\nfour");
        assert_eq!(excerpts[0].marks[1].1, 14..18);
    }

    #[test]
    fn a_span_that_is_not_in_the_text_does_no_harm() {
        let beyond = Position {
            offset: 99,
            line: 9,
            column: 9,
        };
        for text in ["", "é", "ab\n"] {
            for start in [0, 1, 99] {
                let start = Position {
                    offset: start,
                    ..Position::default()
                };
                let marks = vec![Mark {
                    span: Span { start, end: beyond },
                    primary: true,
                    label: None,
                }];
                for excerpt in of(text, marks) {
                    let range = excerpt.marks[0].1.clone();
                    assert!(excerpt.source.get(range).is_some(), "{excerpt:?}");
                }
            }
        }
    }
}
