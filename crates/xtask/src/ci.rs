//! Everything that guards a change, cheapest first.

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::stage::Stage;
use crate::{e2e, fences, layers, pages, setup, tests, tools, traffic, wasm, web, words};

const CHECKS: &[Stage] = &[
    Stage {
        name: "setup",
        title: "what this repository needs",
        run: setup::everything,
    },
    Stage {
        name: "lock",
        title: "Cargo.lock fits the manifests",
        run: lock,
    },
    Stage {
        name: "layers",
        title: "the crates and their edges are those of ARCHITECTURE.md",
        run: layers::check,
    },
    Stage {
        name: "fences",
        title: "no file names a place outside of the repository",
        run: fences::check,
    },
    Stage {
        name: "words",
        title: "every sentence is in a catalogue, and every message is said",
        run: words::check,
    },
    Stage {
        name: "pages",
        title: "links lead somewhere, and the limits are those of the code",
        run: pages::check,
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
        name: "clippy-wasm",
        title: "lints of the pure crates, for WebAssembly",
        run: clippy_wasm,
    },
    Stage {
        name: "docs",
        title: "documentation, warnings denied",
        run: docs,
    },
];

/// Rehearsals take longer than everything else, so they come last.
const REHEARSALS: Stage = Stage {
    name: "e2e",
    title: "every rehearsal with real servers",
    run: e2e::everything,
};

const TRAFFIC: Stage = Stage {
    name: "traffic",
    title: "every rehearsal with requests between real proxies",
    run: traffic::everything,
};

/// Every check, then every test; setting up twice is left out, and short rehearsals beside long
/// ones.
pub(crate) fn stages() -> Vec<Stage> {
    let tests = tests::STAGES
        .iter()
        .filter(|stage| !["setup", REHEARSALS.name, TRAFFIC.name].contains(&stage.name));
    let last = [&web::STORY, &REHEARSALS, &TRAFFIC];
    CHECKS.iter().chain(tests).chain(last).copied().collect()
}

fn lock(repo: &Repo) -> Result<(), Problem> {
    let metadata = ["metadata", "--locked", "--format-version", "1"];
    process::output_of(&mut repo.cargo(&metadata)).map(drop)
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
        "--hide-inclusion-graph",
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

fn clippy_wasm(repo: &Repo) -> Result<(), Problem> {
    let mut command = repo.cargo(&[
        "clippy",
        "--target",
        wasm::TARGET,
        "--package",
        "meshwright-wasm",
    ]);
    for name in layers::pure_crates(repo)? {
        command.args(["--package", &name]);
    }
    process::run(command.args(["--", "-D", "warnings"]))
}

fn docs(repo: &Repo) -> Result<(), Problem> {
    process::run(
        repo.cargo(&["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}
