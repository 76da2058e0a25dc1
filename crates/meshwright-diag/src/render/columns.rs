//! How many columns of a terminal a text fills, and where its lines may be broken.
//!
//! A Chinese character and a full-width mark fill two columns, and a line may end behind almost
//! each of them. Text of Latin letters is counted and broken as ever: a column a character, lines
//! end at spaces.

/// Marks that no line begins with.
const CLOSING: &str = "，。；：、！？）」』》】”’…";
/// Marks that no line ends with.
const OPENING: &str = "（「『《【“‘";

/// The columns that `text` fills, which has no escape sequences in it.
pub fn columns(text: &str) -> usize {
    text.chars().map(of).sum()
}

/// `text` as lines of at most `room` columns, where its words allow it.
pub fn broken(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for (index, word) in text.split(' ').enumerate() {
        for (part, piece) in pieces(word).into_iter().enumerate() {
            let width = columns(piece);
            let gap = usize::from(index > 0 && part == 0);
            let Some(line) = lines.last_mut() else { break };
            if filled > 0 && filled + gap + width > room {
                lines.push(piece.to_owned());
                filled = width;
                continue;
            }
            if filled > 0 && gap > 0 {
                line.push(' ');
                filled += 1;
            }
            line.push_str(piece);
            filled += width;
        }
    }
    lines
}

/// The parts of `word` between which a line may end: all of it where it has no wide character.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, next) in word.char_indices() {
        if before.is_some_and(|before| may_end(before, next)) {
            pieces.push(&word[start..at]);
            start = at;
        }
        before = Some(next);
    }
    pieces.push(&word[start..]);
    pieces
}

fn may_end(before: char, next: char) -> bool {
    let is_wide = of(before) == 2 || of(next) == 2;
    is_wide && !CLOSING.contains(next) && !OPENING.contains(before)
}

/// The columns of a character: two in the blocks of East Asian scripts and their marks.
fn of(character: char) -> usize {
    match character {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{broken, columns};

    #[test]
    fn chinese_fills_two_columns_a_character_and_latin_one() {
        assert_eq!(columns("网络 `n1`，é"), 4 + 1 + 4 + 2 + 1);
    }

    #[test]
    fn latin_text_is_broken_at_spaces() {
        assert_eq!(broken("one two three", 8), ["one two", "three"]);
        assert_eq!(broken("incomprehensible it", 4), ["incomprehensible", "it"]);
        assert_eq!(broken("", 4), [""]);
    }

    #[test]
    fn chinese_text_is_broken_between_characters_and_no_line_begins_with_a_comma() {
        assert_eq!(
            broken("网络 `n1` 没有网关，请添加", 14),
            ["网络 `n1` 没有", "网关，请添加"]
        );
        assert_eq!(broken("没有网关，请添加", 8), ["没有网", "关，请添", "加"]);
        assert_eq!(broken("没有（网关）", 6), ["没有", "（网", "关）"]);
    }
}
