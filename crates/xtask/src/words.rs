//! Every sentence that the sources ask for is in a catalogue, and every sentence is asked for.
//!
//! Keys are found in the sources as string literals. A key is in use where it stands as a
//! literal, where a finding's code and case make it (`GWY101` and `all` make `GWY101-all`), or
//! where a literal with a hole makes it (`step-{}` and `namespace` make `step-namespace`).

mod catalogue;
mod rust;
mod translation;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use catalogue::{Message, messages};
use rust::{Token, tokens};

use crate::process::Problem;
use crate::repo::Repo;

/// The language whose catalogues are complete by definition.
const FIRST: &str = "en";

/// What the sources of all crates say about keys.
#[derive(Default)]
struct Uses {
    /// `text!("key", argument = …)`: place, key, arguments.
    calls: Vec<(String, String, BTreeSet<String>)>,
    /// Every string literal, and every word of the data files.
    literals: BTreeSet<String>,
    /// What stands before the first hole of a literal: `step-` of `step-{}`.
    prefixes: BTreeSet<String>,
}

/// A crate's catalogue in one language.
struct Catalogue {
    /// The file, from the root.
    file: String,
    /// The folder it is in, from the root.
    folder: String,
    /// The tag of its language.
    language: String,
    /// What it has.
    messages: BTreeMap<String, Message>,
    /// The file.
    text: String,
}

/// Compares the catalogues with the sources.
pub(crate) fn check(repo: &Repo) -> Result<(), Problem> {
    let mut catalogues = Vec::new();
    let mut uses = Uses::default();
    let mut all = files(&repo.path("crates"))?;
    all.extend(files(&repo.path("web"))?);
    for file in all {
        let shown = file
            .strip_prefix(repo.path(""))
            .unwrap_or(&file)
            .display()
            .to_string();
        // This crate says nothing to users, and its tests are full of keys that are no keys.
        if shown.starts_with("crates/xtask/") {
            continue;
        }
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => {
                let speaks = shown.contains("/src/") || shown.starts_with("crates/cli/");
                if speaks && !is_for_tests(&file) {
                    uses.read(&shown, &std::fs::read_to_string(&file)?);
                }
            }
            Some("yaml") if shown.contains("/data/") => {
                let text = std::fs::read_to_string(&file)?;
                let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                uses.literals.extend(words.map(str::to_owned));
            }
            Some("sh") => uses.read_template(&shown, &std::fs::read_to_string(&file)?),
            Some("ftl") => {
                catalogues.push(Catalogue::new(&shown, &std::fs::read_to_string(&file)?));
            }
            _ => {}
        }
    }
    let wrong = compare(&catalogues, &uses);
    if wrong.is_empty() {
        let n_messages: usize = catalogues
            .iter()
            .map(|catalogue| catalogue.messages.len())
            .sum();
        println!(
            "{n_messages} messages, {} calls with a key",
            uses.calls.len()
        );
        return Ok(());
    }
    Err(Problem::list(
        "sources and message catalogues disagree:",
        &wrong,
    ))
}

/// Everything in which sources and catalogues differ, sorted.
fn compare(catalogues: &[Catalogue], uses: &Uses) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut known: BTreeMap<&str, &Message> = BTreeMap::new();
    for catalogue in catalogues
        .iter()
        .filter(|catalogue| catalogue.language == FIRST)
    {
        for (name, message) in &catalogue.messages {
            known.insert(name, message);
            if !uses.has(name) {
                wrong.push(format!(
                    "{}:{}: nobody says `{name}`",
                    catalogue.file, message.line
                ));
            }
            // A part of a finding's sentence is said by its own name; a finding by code and case.
            let is_part = uses.calls.iter().any(|(_, key, _)| key == name);
            let is_finding = is_of_finding(name) && !is_part;
            let of_finding = ["why", "help"].into_iter().filter(|_| is_finding);
            for attribute in of_finding.filter(|own| !message.attributes.contains(*own)) {
                wrong.push(format!(
                    "{}:{}: the finding `{name}` has no `.{attribute}`",
                    catalogue.file, message.line
                ));
            }
        }
    }
    for (place, key, arguments) in &uses.calls {
        let (name, attribute) = key
            .split_once('.')
            .map_or((key.as_str(), None), |(n, a)| (n, Some(a)));
        let Some(message) = known.get(name) else {
            wrong.push(format!("{place}: no catalogue has `{name}`"));
            continue;
        };
        if let Some(attribute) = attribute.filter(|name| !message.attributes.contains(*name)) {
            wrong.push(format!("{place}: `{name}` has no `.{attribute}`"));
        }
        for argument in message.arguments.difference(arguments) {
            wrong.push(format!(
                "{place}: `{name}` names `${argument}`, which is not given"
            ));
        }
    }
    wrong.extend(languages_that_lack(catalogues));
    wrong.sort();
    wrong
}

/// Where another language does not say what the first one says.
fn languages_that_lack(catalogues: &[Catalogue]) -> Vec<String> {
    let mut wrong = Vec::new();
    for first in catalogues
        .iter()
        .filter(|catalogue| catalogue.language == FIRST)
    {
        // What a crate has not begun to translate is said in English, all of it.
        let languages: BTreeSet<&str> = catalogues
            .iter()
            .filter(|one| one.folder == first.folder)
            .map(|one| one.language.as_str())
            .collect();
        for language in languages.iter().filter(|language| **language != FIRST) {
            let file = format!("{}/{language}.ftl", first.folder);
            let other = catalogues.iter().filter(|catalogue| catalogue.file == file);
            for other in other {
                wrong.extend(translation::differences(&first.text, &file, &other.text));
            }
        }
    }
    wrong
}

impl Catalogue {
    fn new(file: &str, text: &str) -> Self {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        Self {
            file: file.to_owned(),
            folder: folder.to_owned(),
            language: name.trim_end_matches(".ftl").to_owned(),
            messages: messages(text),
            text: text.to_owned(),
        }
    }
}

impl Uses {
    fn read(&mut self, file: &str, source: &str) {
        let (tokens, _) = tokens(source);
        for (at, (line, token)) in tokens.iter().enumerate() {
            let literal = match token {
                Token::Literal(literal) => literal,
                // A number can end a key, such as that of a port.
                Token::Word(word) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                    self.literals.insert(word.replace('_', ""));
                    continue;
                }
                _ => continue,
            };
            self.literals.insert(literal.clone());
            if let Some((before, _)) = literal
                .split_once('{')
                .filter(|(before, _)| before.ends_with('-'))
            {
                self.prefixes.insert(before.to_owned());
            }
            let behind = |back: usize| at.checked_sub(back).map(|at| &tokens[at].1);
            let is_call = behind(1).is_some_and(|token| token.is_mark('('))
                && behind(2).is_some_and(|token| token.is_mark('!'))
                && behind(3).is_some_and(|token| token.is_word("text"));
            if is_call {
                let arguments = arguments(&tokens[at + 1..]);
                self.calls
                    .push((format!("{file}:{line}"), literal.clone(), arguments));
            }
        }
    }

    /// A template of a shell script, where `@message(key)` and `@comment(key)` are calls.
    fn read_template(&mut self, file: &str, text: &str) {
        for (index, line) in text.lines().enumerate() {
            for call in ["@message(", "@comment("] {
                for rest in line.split(call).skip(1) {
                    let key = rest.split(')').next().unwrap_or_default();
                    let place = format!("{file}:{}", index + 1);
                    self.literals.insert(key.to_owned());
                    self.calls.push((place, key.to_owned(), BTreeSet::new()));
                }
            }
        }
    }

    /// Whether some source makes the key `name`.
    fn has(&self, name: &str) -> bool {
        if self.is_literal(name) || self.is_code_with_case(name) {
            return true;
        }
        self.prefixes
            .iter()
            .filter_map(|prefix| name.strip_prefix(prefix.as_str()))
            .any(|rest| self.is_joined(rest))
    }

    fn is_literal(&self, name: &str) -> bool {
        let attribute = format!("{name}.");
        self.literals.contains(name)
            || self
                .literals
                .range(attribute.clone()..)
                .next()
                .is_some_and(|next| next.starts_with(&attribute))
    }

    fn is_code_with_case(&self, name: &str) -> bool {
        let Some((code, case)) = name.split_once('-') else {
            return false;
        };
        is_of_finding(name) && self.literals.contains(code) && self.literals.contains(case)
    }

    /// Whether `rest` is a literal, or literals with dashes between them.
    fn is_joined(&self, rest: &str) -> bool {
        if self.literals.contains(rest) {
            return true;
        }
        rest.match_indices('-').any(|(at, _)| {
            let (head, tail) = (&rest[..at], &rest[at + 1..]);
            let ends = self.literals.contains(tail) || self.literals.contains(&rest[at..]);
            ends && self.is_joined(head)
        })
    }
}

/// Whether a message is a rule's: a code such as `GWY101`, or a code and a case.
fn is_of_finding(name: &str) -> bool {
    let code = name.split_once('-').map_or(name, |(code, _)| code);
    let (letters, digits) = code.split_at_checked(3).unwrap_or_default();
    digits.len() == 3
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The names before `=` in the rest of a macro call, up to the parenthesis that ends it.
fn arguments(tokens: &[(usize, Token)]) -> BTreeSet<String> {
    let mut depth = 0_usize;
    let mut names = BTreeSet::new();
    for (at, (_, token)) in tokens.iter().enumerate() {
        match token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => break,
            },
            Token::Word(name) if depth == 0 => {
                let next = |offset: usize| tokens.get(at + offset).map(|(_, token)| token);
                let assigns = next(1).is_some_and(|token| token.is_mark('='))
                    && !next(2).is_some_and(|token| token.is_mark('='));
                if assigns {
                    names.insert(name.clone());
                }
            }
            _ => {}
        }
    }
    names
}

/// Every file below `folder`, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for item in folder.read_dir()? {
            let item = item?;
            if item.file_type()?.is_dir() {
                folders.push(item.path());
            } else {
                files.push(item.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a source file is a module that its parent has for tests only.
fn is_for_tests(file: &Path) -> bool {
    let Some(name) = file.file_stem().and_then(|stem| stem.to_str()) else {
        return false;
    };
    let Some(folder) = file.parent() else {
        return false;
    };
    let parents = [
        folder.join("mod.rs"),
        folder.join("lib.rs"),
        folder.with_extension("rs"),
    ];
    parents.iter().any(|parent| {
        std::fs::read_to_string(parent)
            .is_ok_and(|source| tokens(&source).1.iter().any(|module| module == name))
    })
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Repo, Uses, check, compare};

    fn problems(files: &[(&str, &str)], source: &str) -> Vec<String> {
        let catalogues: Vec<Catalogue> = files
            .iter()
            .map(|(file, text)| Catalogue::new(file, text))
            .collect();
        let mut uses = Uses::default();
        uses.read("a.rs", source);
        compare(&catalogues, &uses)
    }

    #[test]
    fn keys_that_are_said_and_known_are_silent() {
        let words = "plain = a { $one }\n    .why = b\nstep-name-remote = c\nGWY101 = d\n    .why = e\n    .help = f\nGWY101-all = g\n    .why = h\n    .help = i\n";
        let source = r#"
            text!("plain", one = 1); text!("plain.why", one = f(two == 2));
            format!("step-{kind}"); kind("name"); add("-remote");
            Code("GWY101"); finding.case("all");
        "#;
        assert!(problems(&[("w/en.ftl", words)], source).is_empty());
    }

    #[test]
    fn a_key_without_a_message_is_found() {
        let found = problems(
            &[("w/en.ftl", "plain = a\n")],
            "text!(\"plain\");\ntext!(\"plan\");",
        );
        assert_eq!(found, ["a.rs:2: no catalogue has `plan`"]);
    }

    #[test]
    fn a_message_that_nobody_says_is_found() {
        let found = problems(&[("w/en.ftl", "plain = a\n")], "");
        assert_eq!(found, ["w/en.ftl:1: nobody says `plain`"]);
    }

    #[test]
    fn keys_in_templates_of_scripts_count() {
        let mut uses = Uses::default();
        uses.read_template("a.sh", "echo @message(one) x\n  # @comment(two)\n");
        let words = Catalogue::new("w/en.ftl", "one = a\n");
        assert_eq!(compare(&[words], &uses), ["a.sh:2: no catalogue has `two`"]);
    }

    #[test]
    fn an_attribute_or_argument_that_is_missing_is_found() {
        let words = "plain = a { $one }\n";
        let found = problems(&[("w/en.ftl", words)], "text!(\"plain.why\", two = 2);");
        assert_eq!(
            found,
            [
                "a.rs:1: `plain` has no `.why`",
                "a.rs:1: `plain` names `$one`, which is not given"
            ]
        );
    }

    #[test]
    fn a_finding_without_a_reason_is_found_and_a_part_of_one_is_silent() {
        let part = problems(
            &[("w/en.ftl", "GWY101-part = a\n")],
            "text!(\"GWY101-part\")",
        );
        assert!(part.is_empty());
        let found = problems(&[("w/en.ftl", "GWY101 = a\n    .help = b\n")], "\"GWY101\"");
        assert_eq!(found, ["w/en.ftl:1: the finding `GWY101` has no `.why`"]);
    }

    #[test]
    fn a_message_that_one_language_lacks_is_found_where_there_are_two() {
        let files = [
            ("a/words/en.ftl", "one = a\n    .why = b\n"),
            ("a/words/zh.ftl", "one = a\n"),
            ("b/words/en.ftl", "two = a\n"),
        ];
        assert_eq!(
            problems(&files, "text!(\"one\"); text!(\"two\");"),
            [
                "a/words/zh.ftl: `one.why` is missing; a new message needs its sentence in every language"
            ]
        );
    }

    #[test]
    fn the_sources_and_catalogues_of_this_repository_agree() {
        let repo = Repo::find().expect("the tests run in the checkout");
        if let Err(problem) = check(&repo) {
            panic!("{problem}");
        }
    }
}
