//! `lib.sh`, function by function: what it lets pass, what it refuses, and what it leaves alone.
//!
//! kubectl and istioctl are stand-ins that answer by the words they are given and write down each
//! call, so that a refusal can be seen to have changed nothing.

mod address;
mod certificate;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/tools.rs"]
mod tools;

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde::Deserialize;

use program::{meshwright, succeed};
use tools::tool;

/// A call of a function and what must come of it; `cases.yaml` says what the fields mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    call: String,
    #[serde(default)]
    answers: Vec<Answer>,
    refuses: Option<String>,
    #[serde(default)]
    says: String,
    #[serde(default)]
    changes: bool,
}

/// What a stand-in says to some calls.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    to: String,
    #[serde(default)]
    say: String,
    #[serde(default)]
    status: i32,
}

impl Answer {
    /// The words of the call, what is printed, and the exit status.
    fn told(&self) -> (&str, &str, i32) {
        (&self.to, &self.say, self.status)
    }
}

/// Words of calls that change something.
const CHANGES: [&str; 4] = ["delete ", "apply ", "uninstall ", "repo add "];

/// Writes a bundle with its `lib.sh` into `folder`, as `out`.
fn render(folder: &Path) {
    let topology = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/two-primaries-two-networks.yaml"
    );
    succeed(meshwright().args(["render", topology, "-o", "out"]), folder);
}

/// A program that answers as told and writes down its words.
fn stand_in(path: &Path, answers: &[(&str, &str, i32)]) {
    let mut script =
        String::from("#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$CALLS\"\ncase \" $* \" in\n");
    for (words, said, status) in answers {
        let _ = writeln!(
            script,
            "  *'{words}'*) printf '%s\\n' '{said}'; exit {status} ;;"
        );
    }
    script.push_str("esac\n");
    fs::write(path, script).expect("the stand-in can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn functions_pass_and_refuse_as_they_say() {
    let place = tempfile::tempdir().expect("there is room");
    let folder = place.path();
    render(folder);
    let certificates = folder.join("certificates/cluster1");
    fs::create_dir_all(&certificates).expect("there is room");
    fs::write(certificates.join("root-cert.pem"), "root\n").expect("there is room");
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("there is room");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").expect("tests run with a PATH")
    );
    let calls = folder.join("calls");
    let cases: Vec<Case> =
        serde_yaml::from_str(include_str!("cases.yaml")).expect("they are cases");
    for shell in ["dash", "bash", "ksh"] {
        for case in &cases {
            let answers: Vec<_> = case.answers.iter().map(Answer::told).collect();
            for name in ["helm", "kubectl", "istioctl"] {
                stand_in(&programs.join(name), &answers);
            }
            fs::write(&calls, "").expect("there is room");
            let output = tool(shell)
                .args(["-c", &format!("set -eu\n. ./lib.sh\n{}", case.call)])
                .current_dir(folder.join("out"))
                .env("PATH", &path)
                .env("CALLS", &calls)
                .env("HOME", folder)
                .env("MESHWRIGHT_CERTIFICATES", folder.join("certificates"))
                .env("MESHWRIGHT_PATIENCE", "0")
                .output()
                .expect("the shell can be started");
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            let place = format!("{shell}: {}: {said}", case.name);
            let passes = case.refuses.is_none();
            assert_eq!(output.status.success(), passes, "{place}");
            let words = case.refuses.as_ref().unwrap_or(&case.says);
            assert!(said.contains(words), "{place}");
            let calls = fs::read_to_string(&calls).expect("calls are written down");
            let changes = calls
                .lines()
                .any(|call| CHANGES.iter().any(|word| call.contains(word)));
            assert_eq!(changes, case.changes, "{place}\n{calls}");
        }
    }
}
