//! Everything that guards a change, cheapest first.

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::stage::Stage;
use crate::{setup, tests, tools};

const CHECKS: &[Stage] = &[
    Stage {
        name: "setup",
        title: "what this repository needs",
        run: setup::everything,
    },
    Stage {
        name: "fmt",
        title: "formatting",
        run: fmt,
    },
    Stage {
        name: "typos",
        title: "spelling",
        run: typos,
    },
    Stage {
        name: "deny",
        title: "licences, sources and duplicates of dependencies",
        run: deny,
    },
    Stage {
        name: "clippy",
        title: "lints, native",
        run: clippy,
    },
    Stage {
        name: "docs",
        title: "documentation, warnings denied",
        run: docs,
    },
];

/// Every check, then every test; setting up twice is left out.
pub(crate) fn stages() -> Vec<Stage> {
    let tests = tests::STAGES.iter().filter(|stage| stage.name != "setup");
    CHECKS.iter().chain(tests).copied().collect()
}

fn fmt(repo: &Repo) -> Result<(), Problem> {
    process::run(&mut repo.cargo(&["fmt", "--all", "--check"]))
}

fn typos(repo: &Repo) -> Result<(), Problem> {
    process::run(
        repo.command(tools::TYPOS.path()?)
            .args(["--config", "typos.toml"]),
    )
}

fn deny(repo: &Repo) -> Result<(), Problem> {
    process::run(repo.command(tools::DENY.path()?).args([
        "--workspace",
        "--locked",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
}

fn clippy(repo: &Repo) -> Result<(), Problem> {
    process::run(&mut repo.cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn docs(repo: &Repo) -> Result<(), Problem> {
    process::run(
        repo.cargo(&["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}
