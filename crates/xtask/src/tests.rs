//! Every test: native ones, doc tests, and the core in wasm against the native program.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use cargo_metadata::Message;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::stage::Stage;
use crate::{e2e, setup, traffic, transcripts, wasm};

/// The stages of `cargo xtask test`.
pub(crate) const STAGES: &[Stage] = &[
    Stage {
        name: "setup",
        title: "what the tests need",
        run: setup::for_tests,
    },
    Stage {
        name: "native",
        title: "unit, integration and doc tests",
        run: native,
    },
    Stage {
        name: "transcripts",
        title: "the program prints what the README shows",
        run: transcripts,
    },
    Stage {
        name: "parity",
        title: "the core in wasm writes what the native program writes",
        run: parity,
    },
    Stage {
        name: "e2e",
        title: "two short rehearsals with real servers, where these are on the machine",
        run: e2e::quick,
    },
    Stage {
        name: "traffic",
        title: "requests between real proxies in two topologies, where these are on the machine",
        run: traffic::quick,
    },
];

fn native(repo: &Repo) -> Result<(), Problem> {
    process::run(&mut repo.cargo(&["test", "--workspace", "--no-fail-fast"]))
}

fn transcripts(repo: &Repo) -> Result<(), Problem> {
    transcripts::check(repo, &program(repo)?)
}

/// Writes what the program prints into the README.
pub(crate) fn bless(repo: &Repo) -> Result<(), Problem> {
    transcripts::bless(repo, &program(repo)?)
}

fn parity(repo: &Repo) -> Result<(), Problem> {
    wasm::build(repo)?;
    process::run(
        repo.command("node")
            .args(["--test", "tests/wasm/"])
            .env("MESHWRIGHT", program(repo)?),
    )
}

/// The native program, built.
pub(crate) fn program(repo: &Repo) -> Result<PathBuf, Problem> {
    // The same packages and targets as for the native tests, so that cargo finds all of it built:
    // fewer packages would mean other features of dependencies, and building those again.
    let format = ["--message-format", "json-render-diagnostics"];
    let mut cargo = repo.cargo(&["test", "--workspace", "--no-run"]);
    built(cargo.args(format), "meshwright")
}

/// The file that `cargo` built for the target called `target`.
pub(crate) fn built(cargo: &mut Command, target: &str) -> Result<PathBuf, Problem> {
    let mut child = cargo.stdout(Stdio::piped()).spawn()?;
    let mut file = None;
    if let Some(output) = child.stdout.take() {
        for message in Message::parse_stream(std::io::BufReader::new(output)) {
            let Message::CompilerArtifact(artifact) = message? else {
                continue;
            };
            if artifact.target.name == target && !artifact.profile.test {
                let mut files = artifact.filenames.into_iter();
                let module = files.rfind(|file| file.extension() == Some("wasm"));
                file = artifact.executable.or(module).or(file);
            }
        }
    }
    if !child.wait()?.success() {
        return Err(Problem::new(format!("`{target}` does not build")));
    }
    file.map(Into::into)
        .ok_or_else(|| Problem::new(format!("cargo built no file for `{target}`")))
}
