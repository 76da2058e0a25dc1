//! The bundle in Chinese: the commands of the English one, and no sentence of it.
//!
//! What the steps of two runbooks say besides commands is here, to be read by whoever changes the
//! catalogues; `MESHWRIGHT_BLESS=1 cargo test --test chinese` writes them anew.

#[path = "../support"]
mod support {
    pub(crate) mod topologies;
}

use std::fs;
use std::path::Path;

use meshwright_core::diag::{Language, Words};
use meshwright_core::render::Artifacts;
use meshwright_core::{Options, compile};

use support::topologies::{self, Named};

/// The files that people read; all others are for programs.
const FOR_PEOPLE: [&str; 5] = [
    "runbook.md",
    "runbook.html",
    "ports.md",
    "diagram.svg",
    "diagram.mmd",
];

/// Examples whose runbooks are golden files.
const GOLDEN: [&str; 2] = ["primary-remote-two-networks", "two-primaries-one-network"];

fn render(topology: &Named, words: &Words) -> Artifacts {
    let compiled = compile(&topology.text, &Options::default());
    let artifacts = compiled.artifacts(&topology.text, words);
    artifacts.unwrap_or_else(|| panic!("{}: {:?}", topology.name, compiled.findings))
}

fn text<'a>(artifacts: &'a Artifacts, path: &str) -> &'a str {
    &artifacts.get(path).expect("a bundle has it").text
}

/// What is inside fences, and what is not.
fn code_and_prose(markdown: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut code, mut prose) = (Vec::new(), Vec::new());
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
            code.push(line);
        } else if is_code {
            code.push(line);
        } else {
            prose.push(line);
        }
    }
    (code, prose)
}

/// The most words in small letters that follow each other in a line, outside of code. Names of
/// products may have several words, in capital letters.
fn english_words(line: &str) -> usize {
    let outside: String = line
        .split('`')
        .step_by(2)
        .collect::<Vec<_>>()
        .join(" \u{4e00} ");
    let words = outside.split_whitespace();
    let (mut most, mut now) = (0, 0);
    for word in words {
        let is_word = word.bytes().all(|b| b.is_ascii_lowercase());
        now = if is_word { now + 1 } else { 0 };
        most = most.max(now);
    }
    most
}

#[test]
fn every_command_and_every_file_for_programs_is_the_english_one() {
    let english = meshwright_core::words(Language::En);
    let chinese = meshwright_core::words(Language::ZhCn);
    for topology in topologies::all() {
        let (english, chinese) = (render(&topology, &english), render(&topology, &chinese));
        let paths = |artifacts: &Artifacts| -> Vec<String> {
            artifacts.iter().map(|(path, _)| path.to_owned()).collect()
        };
        assert_eq!(paths(&english), paths(&chinese), "{}", topology.name);
        for (path, artifact) in english.iter() {
            let is_the_same = artifact.text == text(&chinese, path);
            let may_differ = FOR_PEOPLE.contains(&path) || path == "SHA256SUMS";
            assert!(is_the_same != may_differ, "{}: {path}", topology.name);
        }
        let runbooks = [&english, &chinese].map(|artifacts| text(artifacts, "runbook.md"));
        let [(should, _), (is, _)] = runbooks.map(code_and_prose);
        assert!(should.len() > 50, "{}: commands are found", topology.name);
        assert_eq!(should, is, "{}", topology.name);
    }
}

#[test]
fn no_english_sentence_is_left_for_people() {
    let words = meshwright_core::words(Language::ZhCn);
    let mut wrong = Vec::new();
    for topology in topologies::all() {
        let artifacts = render(&topology, &words);
        for path in ["runbook.md", "ports.md"] {
            let (_, prose) = code_and_prose(text(&artifacts, path));
            let english = prose.into_iter().filter(|line| english_words(line) > 2);
            wrong.extend(english.map(|line| format!("{} {path}: {line}", topology.name)));
        }
        let html = text(&artifacts, "runbook.html");
        assert!(html.contains("<html lang=\"zh-CN\">"), "{}", topology.name);
        assert!(html.contains("的操作手册</title>"), "{}", topology.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_sentences_would_be_seen() {
    assert!(english_words("Follow the steps in one shell, in this folder.") > 2);
    assert!(english_words("请在同一个 shell 中执行 `kubectl get pods now please`。") <= 2);
}

#[test]
fn two_runbooks_are_as_they_were_read() {
    let words = meshwright_core::words(Language::ZhCn);
    let all = topologies::all();
    for name in GOLDEN {
        let topology = all.iter().find(|topology| topology.name == name);
        let artifacts = render(topology.expect("the example is there"), &words);
        // The commands are the English runbook's, which another test sees to.
        let (_, prose) = code_and_prose(text(&artifacts, "runbook.md"));
        let steps = prose.iter().position(|line| *line == "## 步骤");
        let end = prose.iter().position(|line| *line == "## 附录");
        let told = &prose[steps.expect("there are steps")..end.expect("there is an end")];
        let is = &format!("{}\n", told.join("\n").trim_end());
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/chinese/{name}.md"));
        if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
            fs::write(&golden, is).expect("a golden file can be written");
        }
        let should = fs::read_to_string(&golden).unwrap_or_default();
        let both = should.lines().zip(is.lines());
        let first = both.into_iter().find(|(should, is)| should != is);
        assert!(should == *is, "{name}: {first:?}");
    }
}
