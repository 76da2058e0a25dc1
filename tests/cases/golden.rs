//! Each case against its golden file.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use meshwright_core::diag::Language;
use meshwright_core::{Compiled, Options, compile, words};

/// Every case of the folder, sorted.
pub(crate) fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    cases.sort();
    cases
}

/// The name of a case: its file without ending.
pub(crate) fn name_of(case: &Path) -> String {
    let stem = case.file_stem().expect("a case is a file");
    stem.to_string_lossy().into_owned()
}

/// What is read aloud: the steps of the runbook, then every manifest but the samples.
pub(crate) fn told_of(compiled: &Compiled, text: &str) -> Result<String, String> {
    let words = words(Language::En);
    let Some(artifacts) = compiled.artifacts(text, &words) else {
        let findings = compiled.findings.iter();
        let said: Vec<String> = findings
            .map(|finding| format!("{} {}", finding.rule.code, words.say(&finding.message)))
            .collect();
        return Err(said.join("\n"));
    };
    let runbook = &artifacts.get("runbook.md").expect("a bundle has it").text;
    let steps = runbook.find("\n## Steps\n").expect("a runbook has steps");
    let rest = &runbook[steps + 1..];
    let end = rest.find("\n## What you should see").unwrap_or(rest.len());
    let mut told = rest[..end].trim_end().to_owned();
    told.push_str("\n\n## Manifests\n");
    for (path, artifact) in artifacts.iter() {
        if path.starts_with("clusters/") {
            let _ = write!(told, "\n### {path}\n\n```yaml\n{}```\n", artifact.text);
        }
    }
    Ok(told)
}

#[test]
fn plans_are_told_as_they_were_read_aloud() {
    let cases = cases();
    assert!(cases.len() >= 10, "cases are found");
    let mut wrong = Vec::new();
    for case in cases {
        let text = fs::read_to_string(&case).expect("a case is text");
        let golden = case.with_extension("md");
        let is = match told_of(&compile(&text, &Options::default()), &text) {
            Ok(is) => is,
            Err(findings) => {
                wrong.push(format!("{} has no plan:\n{findings}", name_of(&case)));
                continue;
            }
        };
        if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
            fs::write(&golden, &is).expect("a golden file can be written");
        }
        let should = fs::read_to_string(&golden).unwrap_or_default();
        if let Some(line) = first_difference(&should, &is) {
            wrong.push(format!("{}: {line}", name_of(&case)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn first_difference(should: &str, is: &str) -> Option<String> {
    if should == is {
        return None;
    }
    let mut lines = should.lines().zip(is.lines()).enumerate();
    let differs = lines.find(|(_, (should, is))| should != is);
    Some(differs.map_or_else(
        || "one is longer than the other".to_owned(),
        |(number, (should, is))| format!("line {}:\n- {should}\n+ {is}", number + 1),
    ))
}
