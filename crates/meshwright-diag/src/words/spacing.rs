//! The blanks of a Chinese sentence, put right after its arguments are in.
//!
//! Between a Chinese character and a Latin letter, a digit or code stands a blank; between two
//! Chinese characters, and beside a full-width mark, stands none. A message cannot know what its
//! arguments begin and end with, so this comes last. What is between backticks stays as it is.

/// `text` with its blanks put right.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut is_code = false;
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let is_superfluous = c == ' '
            && !is_code
            && (before.is_some_and(is_mark)
                || next.is_some_and(is_mark)
                || (before.is_some_and(is_han) && next.is_some_and(is_han)));
        if is_superfluous {
            continue;
        }
        let opens = c == '`' && !is_code;
        let lacks_blank = !is_code
            && before.is_some_and(|before| {
                (is_han(before) && (is_latin(c) || opens))
                    || (is_han(c) && (is_latin(before) || before == '`'))
            });
        if lacks_blank {
            out.push(' ');
        }
        out.push(c);
        if c == '`' {
            is_code = !is_code;
        }
        before = Some(c);
    }
    out
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{3001}'
            | '\u{3002}'
            | '\u{ff01}'
            | '\u{ff08}'
            | '\u{ff09}'
            | '\u{ff0c}'
            | '\u{ff1a}'
            | '\u{ff1b}'
            | '\u{ff1f}'
    )
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn blanks_stand_between_chinese_and_latin_and_nowhere_else() {
        assert_eq!(spaced("为`a`写端口15443。"), "为 `a` 写端口 15443。");
        assert_eq!(spaced("失去 集群 `a` ，停止"), "失去集群 `a`，停止");
        assert_eq!(spaced("网络 n1 中"), "网络 n1 中");
        assert_eq!(spaced("用 “a”：b"), "用 “a”：b");
    }

    #[test]
    fn code_stays_as_it_is() {
        assert_eq!(spaced("见 `上下文 a 一`。"), "见 `上下文 a 一`。");
        assert_eq!(spaced("plain text, `code`"), "plain text, `code`");
    }
}
