//! `lib.sh`: the functions that the commands use.
//!
//! Scripts speak English in every language: they run on machines whose terminals may show
//! nothing else, and are the same for everybody who renders a topology.

use meshwright_diag::{Text, Words};
use meshwright_model::MeshName;

use super::quote::quote;

const TEMPLATE: &str = include_str!("../../shell/lib.sh");

/// The library for a mesh.
///
/// In the template `@message(key)` stands for a quoted sentence, a format of `printf`,
/// `@comment(key)` for a sentence in a comment, `@mesh` for the mesh's name.
pub fn library(words: &Words, mesh: &MeshName) -> String {
    let words = words.english();
    let mut text = String::with_capacity(TEMPLATE.len() * 2);
    for line in TEMPLATE.lines() {
        let line = line.replace("@mesh", mesh.as_str());
        if let Some((indent, rest)) = line.split_once("@comment(") {
            let key = rest.trim_end_matches(')');
            let said = words.say(&Text::new(key.to_owned(), Vec::new()));
            for sentence in said.lines() {
                text.push_str(indent);
                text.push_str(sentence);
                text.push('\n');
            }
        } else {
            text.push_str(&with_messages(words, &line));
            text.push('\n');
        }
    }
    text
}

fn with_messages(words: &Words, line: &str) -> String {
    let Some((before, rest)) = line.split_once("@message(") else {
        return line.to_owned();
    };
    let Some((key, after)) = rest.split_once(')') else {
        return line.to_owned();
    };
    let said = words.say(&Text::new(key.to_owned(), Vec::new()));
    format!("{before}{}{after}", quote(&said))
}
