//! Rust sources as tokens, enough to find string literals and what stands before them.
//!
//! Not a parser: comments are dropped, test modules are dropped, everything else is words,
//! string literals and single marks.

/// A piece of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, keyword or number.
    Word(String),
    /// A string literal, escapes left as they are.
    Literal(String),
    /// Any other character.
    Mark(char),
}

impl Token {
    pub(super) fn is_mark(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }
}

/// The tokens of `source`, each with its line, up to an inline test module.
///
/// Also the names of the modules that are files and only for tests.
pub(super) fn tokens(source: &str) -> (Vec<(usize, Token)>, Vec<String>) {
    let mut tokens = all_tokens(source);
    let mut test_files = Vec::new();
    for at in 0..tokens.len() {
        let [hash, _, cfg, _, test, _, _, item @ ..] = &tokens[at..] else {
            break;
        };
        let is_test = hash.1.is_mark('#') && cfg.1.is_word("cfg") && test.1.is_word("test");
        if !is_test {
            continue;
        }
        // `mod tests {`, or a visibility before it.
        let named = item
            .windows(3)
            .take(5)
            .find(|three| three[0].1.is_word("mod"));
        match named {
            Some([_, _, (_, brace)]) if brace.is_mark('{') => {
                tokens.truncate(at);
                break;
            }
            Some([_, (_, Token::Word(name)), _]) => test_files.push(name.clone()),
            _ => {}
        }
    }
    (tokens, test_files)
}

fn all_tokens(source: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (length, token) = match first {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), None),
            '/' if rest.starts_with("/*") => {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), None)
            }
            '"' => {
                let inside = end_of_literal(&rest[1..]);
                (
                    (inside + 2).min(rest.len()),
                    Some(Token::Literal(rest[1..=inside].to_owned())),
                )
            }
            'r' if is_raw(rest) => {
                let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
                let open = hashes + 2;
                let close = format!("\"{}", "#".repeat(hashes));
                let inside = rest[open..].find(&close).unwrap_or(rest.len() - open);
                (
                    (open + inside + close.len()).min(rest.len()),
                    Some(Token::Literal(rest[open..open + inside].to_owned())),
                )
            }
            '\'' => (length_of_quote(rest), None),
            _ if first.is_alphanumeric() || first == '_' => {
                let length = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                (length, Some(Token::Word(rest[..length].to_owned())))
            }
            _ if first.is_whitespace() => (first.len_utf8(), None),
            _ => (first.len_utf8(), Some(Token::Mark(first))),
        };
        if let Some(token) = token {
            tokens.push((line, token));
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// Where the literal that begins before `text` ends.
fn end_of_literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_raw(text: &str) -> bool {
    text[1..].trim_start_matches('#').starts_with('"')
}

/// The length of a character literal, or of the mark of a lifetime.
fn length_of_quote(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[3.min(text.len())..]
            .find('\'')
            .map_or(1, |end| end + 4),
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    fn literals(source: &str) -> Vec<String> {
        let literal = |(_, token)| match token {
            Token::Literal(text) => Some(text),
            _ => None,
        };
        tokens(source).0.into_iter().filter_map(literal).collect()
    }

    #[test]
    fn literals_are_found_and_comments_are_not() {
        let source = r##"
            // "no" and 'x
            /* "no" */
            let a = "one"; let b = '"'; let c = '\''; let d: &'static str = "two \" three";
            let e = r#"four " five"#; let f = b"six"; let r = 1;
        "##;
        assert_eq!(
            literals(source),
            ["one", r#"two \" three"#, r#"four " five"#, "six"]
        );
    }

    #[test]
    fn test_modules_are_left_out() {
        let source = "#[cfg(test)]\npub(crate) mod fixture;\nfn a() { b(\"c\") }\n#[cfg(test)]\nmod tests {\n\"d\" }";
        assert_eq!(literals(source), ["c"]);
        assert_eq!(tokens(source).1, ["fixture"]);
    }

    #[test]
    fn each_token_knows_its_line() {
        let (tokens, _) = tokens("a\n\"x\ny\"\nb");
        let lines: Vec<usize> = tokens.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }
}
