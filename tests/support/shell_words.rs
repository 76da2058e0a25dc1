//! Just enough of a shell's grammar to see which commands a line runs and with which words.
//!
//! Only what the bundle's scripts use: quotes, backslashes, pipes, command substitutions.

/// The commands of a line of shell, each as its words.
///
/// `a=$(b c) | d` is the commands `a=$(…)`, `b c` and `d`: a substitution is a command of its own.
pub(crate) fn commands(line: &str) -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\'' => {
                let text = word.get_or_insert_default();
                text.extend(rest.by_ref().take_while(|&c| c != '\''));
            }
            '"' => {
                let text = word.get_or_insert_default();
                while let Some(c) = rest.next() {
                    match c {
                        '"' => break,
                        '\\' => text.extend(rest.next()),
                        c => text.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_default().extend(rest.next()),
            '$' if rest.peek() == Some(&'(') => {
                rest.next();
                words.extend(word.take());
                commands.push(std::mem::take(&mut words));
            }
            '|' | ';' | '&' | ')' | '(' => {
                words.extend(word.take());
                commands.push(std::mem::take(&mut words));
            }
            '#' if word.is_none() => break,
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    commands.push(words);
    commands.retain(|words| !words.is_empty());
    commands
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn words_pipes_and_substitutions_are_told_apart() {
        assert_eq!(
            commands("a 'b c'd \"e\\\"f\" g\\ h # i"),
            [["a", "b cd", "e\"f", "g h"]]
        );
        assert_eq!(
            commands("x=$(a b) | 'c'"),
            [vec!["x="], vec!["a", "b"], vec!["c"]]
        );
        assert_eq!(commands("a ''"), [["a", ""]]);
    }
}
