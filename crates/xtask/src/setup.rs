//! What this repository needs on a machine, installed where it is missing.
//!
//! Three groups: parts of the Rust toolchain, tools built by cargo ([`crate::tools`]), and
//! programs of the system that the tests call. Everything is looked for first, so a second run
//! only looks. The toolchain itself is there before this program is: `dev` sees to that.

use std::path::Path;
use std::process::Command;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::{tools, wasm};

/// A program that tests start.
struct Program {
    /// Its name on PATH.
    name: &'static str,
    /// The Debian package that brings it.
    package: &'static str,
    /// What is not tested without it.
    purpose: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "node",
        package: "nodejs",
        purpose: "the JavaScript package",
    },
    Program {
        name: "kubectl",
        package: "kubernetes-client",
        purpose: "manifests, by its offline kustomize",
    },
    Program {
        name: "shellcheck",
        package: "shellcheck",
        purpose: "the scripts of the bundle",
    },
    Program {
        name: "bash",
        package: "bash",
        purpose: "quoting, as bash reads it",
    },
    Program {
        name: "dash",
        package: "dash",
        purpose: "quoting, as dash reads it",
    },
    Program {
        name: "zsh",
        package: "zsh",
        purpose: "quoting, as zsh reads it",
    },
    Program {
        name: "ksh",
        package: "ksh",
        purpose: "quoting, as ksh reads it",
    },
    Program {
        name: "busybox",
        package: "busybox",
        purpose: "quoting, as busybox reads it",
    },
    Program {
        name: "openssl",
        package: "openssl",
        purpose: "the certificate steps of the runbook",
    },
];

/// Installs all that any chore needs.
pub(crate) fn everything(repo: &Repo) -> Result<(), Problem> {
    for_tests(repo)?;
    component(repo, "rustfmt", &["fmt", "--version"])?;
    component(repo, "clippy", &["clippy", "--version"])?;
    for tool in tools::ALL {
        tool.install(repo)?;
    }
    Ok(())
}

/// Installs what the tests need.
pub(crate) fn for_tests(repo: &Repo) -> Result<(), Problem> {
    wasm_target(repo)?;
    programs()
}

fn wasm_target(repo: &Repo) -> Result<(), Problem> {
    if has_wasm_target(repo)? {
        println!("ready: the standard library for {}", wasm::TARGET);
        return Ok(());
    }
    rustup(repo, &["target", "add", wasm::TARGET])?;
    if has_wasm_target(repo)? {
        return Ok(());
    }
    Err(Problem::new(format!(
        "rustup added `{}`, and rustc still has no standard library for it; is RUSTUP_TOOLCHAIN or \
         a rustc outside rustup in the way?",
        wasm::TARGET
    )))
}

/// A target without its standard library shows late, as a compile error; so look for the file.
fn has_wasm_target(repo: &Repo) -> Result<bool, Problem> {
    let folder = process::output_of(repo.command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        wasm::TARGET,
    ]))?;
    let Ok(files) = Path::new(&folder).read_dir() else {
        return Ok(false);
    };
    Ok(files
        .flatten()
        .any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}

fn component(repo: &Repo, name: &str, probe: &[&str]) -> Result<(), Problem> {
    if process::succeeds(&mut repo.cargo(probe)) {
        println!("ready: {name}");
        return Ok(());
    }
    rustup(repo, &["component", "add", name])
}

fn rustup(repo: &Repo, args: &[&str]) -> Result<(), Problem> {
    if process::find("rustup").is_none() {
        return Err(Problem::new(format!(
            "this Rust toolchain lacks a part that `rustup {}` would add, and rustup is not \
             installed",
            args.join(" ")
        )));
    }
    process::run(repo.command("rustup").args(args))
}

fn programs() -> Result<(), Problem> {
    let missing = missing_programs();
    if !missing.is_empty() {
        let packages: Vec<&str> = missing.iter().map(|program| program.package).collect();
        install_packages(&packages)?;
    }
    let missing = missing_programs();
    if missing.is_empty() {
        let names: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
        println!("ready: {}", names.join(", "));
        return Ok(());
    }
    let items: Vec<String> = missing
        .iter()
        .map(|program| format!("`{}` (tests {})", program.name, program.purpose))
        .collect();
    let problem = Problem::list(
        "programs that the tests start are not on PATH, and could not be installed here:",
        &items,
    );
    // On a person's machine the other tests are worth running; a machine that runs continuous
    // integration would report a pass for tests that nobody ran.
    if std::env::var_os("CI").is_some() {
        return Err(problem);
    }
    println!("note: {problem}");
    Ok(())
}

fn missing_programs() -> Vec<&'static Program> {
    PROGRAMS
        .iter()
        .filter(|program| process::find(program.name).is_none())
        .collect()
}

/// Installs Debian packages, where there is apt-get and the right to use it.
///
/// A package that cannot be had is no error here: the caller looks at what is on PATH afterwards.
fn install_packages(packages: &[&str]) -> Result<(), Problem> {
    if process::find("apt-get").is_none() {
        return Ok(());
    }
    let root = process::output_of(Command::new("id").arg("-u"))? == "0";
    if !root && !process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Ok(());
    }
    let apt = |args: &[&str]| {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        command.args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "--quiet",
            "--yes",
        ]);
        command.args(args);
        process::run(&mut command)
    };
    let together = apt(&["update"])
        .and_then(|()| apt(&[&["install", "--no-install-recommends"], packages].concat()));
    if let Err(problem) = together {
        println!("note: {problem}; trying the packages one by one");
        for package in packages {
            if let Err(problem) = apt(&["install", "--no-install-recommends", package]) {
                println!("note: {problem}");
            }
        }
    }
    Ok(())
}
