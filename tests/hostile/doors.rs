//! The doors: `check`, `plan` and `render`, with little memory and not for ever.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Only a guard against hanging: how fast the core answers is measured where it runs alone.
const PATIENCE: Duration = Duration::from_mins(1);

/// Kibibytes of address space; the unoptimised program itself takes a third of it.
const MEMORY: u32 = 200_000;

/// What has to become of an input.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expected {
    /// One of these codes is told as an error, and nothing is written.
    Refused(&'static [&'static str]),
    /// This code is told, but not as an error.
    Told(&'static str),
    /// There are no errors.
    Accepted,
}

/// An input, and what has to become of it.
pub(crate) struct Case {
    /// The kind of input.
    pub(crate) number: u32,
    /// What it is, for messages.
    pub(crate) what: String,
    /// The bytes of the file.
    pub(crate) input: Vec<u8>,
    /// What has to become of it.
    pub(crate) expected: Expected,
}

impl Case {
    /// A case whose input is a text.
    pub(crate) fn new(number: u32, what: &str, text: &str, expected: Expected) -> Self {
        Self {
            number,
            what: what.to_owned(),
            input: text.as_bytes().to_owned(),
            expected,
        }
    }

    /// Tries every door.
    pub(crate) fn check(&self) {
        let place = format!("{} ({})", self.number, self.what);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folder = folder.path();
        fs::write(folder.join("mesh.yaml"), &self.input).expect("it is writable");

        let checked = run(folder, &["check", "--json", "mesh.yaml"], &place);
        let codes = errors(&checked, &place);
        match self.expected {
            Expected::Refused(wanted) => {
                assert_eq!(checked.status.code(), Some(1), "{place}: {checked:?}");
                assert!(
                    codes.iter().any(|code| wanted.contains(&code.as_str())),
                    "{place}: one of {wanted:?} and not {codes:?}"
                );
            }
            Expected::Told(wanted) => {
                assert_eq!(checked.status.code(), Some(0), "{place}: {codes:?}");
                let said = String::from_utf8_lossy(&checked.stdout);
                assert!(said.contains(wanted), "{place}: {said}");
                return;
            }
            Expected::Accepted => {
                assert_eq!(checked.status.code(), Some(0), "{place}: {codes:?}");
                return;
            }
        }
        for arguments in [
            &["check", "mesh.yaml"][..],
            &["plan", "mesh.yaml"],
            &["render", "mesh.yaml", "-o", "out"],
            &["render", "mesh.yaml", "--zip", "-o", "out.zip"],
        ] {
            let output = run(folder, arguments, &place);
            let place = format!("{place}: {arguments:?}");
            assert_eq!(output.status.code(), Some(1), "{place}: {output:?}");
            let mut said = String::from_utf8(output.stderr).expect("it writes UTF-8");
            if arguments[0] == "check" {
                said = String::from_utf8(output.stdout).expect("it writes UTF-8");
            } else {
                assert!(output.stdout.is_empty(), "{place}");
            }
            assert!(
                codes.iter().any(|code| said.contains(code)),
                "{place}: {said}"
            );
            assert!(said.contains("mesh.yaml"), "{place}: {said}");
            assert!(said.contains("help: "), "{place}: {said}");
            assert_eq!(names(folder), ["mesh.yaml"], "{place}");
        }
        let left = fs::read(folder.join("mesh.yaml")).expect("it is there");
        assert!(left == self.input, "{place}: the input is another one");
    }
}

/// The codes of errors, each of which has to tell what, where, why and what to do.
fn errors(output: &Output, place: &str) -> Vec<String> {
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{place}: {error}: {output:?}"));
    let findings = report["findings"].as_array().expect("findings are a list");
    let mut codes = Vec::new();
    for finding in findings {
        if finding["severity"] != "error" {
            continue;
        }
        for field in ["headline", "help", "why"] {
            let said = finding[field].as_str().unwrap_or_default();
            assert!(
                said.len() > 8 && !said.contains("{$"),
                "{place}: {field}: {finding}"
            );
        }
        assert!(
            finding["span"]["start"]["line"].is_u64(),
            "{place}: {finding}"
        );
        codes.push(finding["code"].as_str().expect("a code").to_owned());
    }
    codes
}

/// Runs the program with little memory, and looks at what it prints.
pub(crate) fn run(folder: &Path, arguments: &[&str], place: &str) -> Output {
    let start = Instant::now();
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY} && exec \"$@\""), "sh"])
        .arg(env!("CARGO_BIN_EXE_meshwright"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("a shell can be started");
    let taken = start.elapsed();
    assert!(taken < PATIENCE, "{place}: {arguments:?} took {taken:?}");
    for stream in [&output.stdout, &output.stderr] {
        let said = String::from_utf8_lossy(stream);
        let bad = said.chars().find(|&c| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        });
        assert_eq!(bad, None, "{place}: {arguments:?} prints it");
        assert!(!said.contains("panicked"), "{place}: {arguments:?}: {said}");
    }
    output
}

/// The names of what is in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("it is readable")
        .map(|entry| {
            entry
                .expect("it is readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}
