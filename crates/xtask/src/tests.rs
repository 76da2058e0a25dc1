//! Every test: native ones, doc tests, and the core in wasm against the native program.

use std::process::{Command, Stdio};

use cargo_metadata::Message;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::stage::Stage;
use crate::{setup, wasm};

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
        name: "parity",
        title: "the core in wasm writes what the native program writes",
        run: parity,
    },
];

fn native(repo: &Repo) -> Result<(), Problem> {
    process::run(&mut repo.cargo(&["test", "--workspace", "--no-fail-fast"]))
}

fn parity(repo: &Repo) -> Result<(), Problem> {
    wasm::build(repo)?;
    let program = built(
        &mut repo.cargo(&[
            "build",
            "--package",
            "meshwright",
            "--bin",
            "meshwright",
            "--message-format",
            "json-render-diagnostics",
        ]),
        "meshwright",
    )?;
    process::run(
        repo.command("node")
            .args(["--test", "tests/wasm/"])
            .env("MESHWRIGHT", program),
    )
}

/// The file that `cargo` built for the target called `target`.
pub(crate) fn built(cargo: &mut Command, target: &str) -> Result<String, Problem> {
    let mut child = cargo.stdout(Stdio::piped()).spawn()?;
    let mut file = None;
    if let Some(output) = child.stdout.take() {
        for message in Message::parse_stream(std::io::BufReader::new(output)) {
            let Message::CompilerArtifact(artifact) = message? else {
                continue;
            };
            if artifact.target.name == target {
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
