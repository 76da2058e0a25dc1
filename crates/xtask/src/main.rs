//! The chores of this repository: set-up, builds, tests and checks.
//!
//! `cargo xtask ci` is everything that guards a change, stage by stage; the machine that runs
//! continuous integration runs nothing else. One chore is one file; [`ci`] has the list of
//! stages. It is not a build system: cargo builds, this calls cargo.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

mod bar;
mod ci;
mod digest;
mod e2e;
mod fences;
mod layers;
mod pages;
mod process;
mod repo;
mod setup;
mod stage;
mod tests;
mod tools;
mod traffic;
mod transcripts;
mod wasm;
mod web;
mod words;

use std::process::ExitCode;

use process::Problem;
use repo::Repo;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup           install what this repository needs; nothing to do is done in no time
  test [STAGE…]   every test: native, doc tests, and the same core in wasm
  ci [STAGE…]     every check, or the stages named
  e2e [NAME…]     rehearse meshes with real servers; the first time it builds them, for a while
  e2e --traffic [NAME…]  the same with requests between real Envoys
  e2e leftovers N rehearse N times, a fifth of them killed, and look for what is left behind
  layers          compare ARCHITECTURE.md with the workspace
  bless           write what the program prints into the README
  wasm            build the JavaScript package into pkg/
  web [--quick]   build the designer, so that index.html runs; --quick for trying
  start [--quick] build the designer and serve it on loopback
  web-test        tell the designer's story in a real browser; build it first
  bar sizes|speed measure the designer against what it may weigh and take; build it first
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Problem> {
    let repo = Repo::find()?;
    match words {
        ["setup"] => setup::everything(&repo),
        ["test"] => stage::run_all(&repo, "test", tests::STAGES),
        ["test", names @ ..] => stage::run_named(&repo, "test", tests::STAGES, names),
        ["ci"] => stage::run_all(&repo, "ci", &ci::stages()),
        ["ci", names @ ..] => stage::run_named(&repo, "ci", &ci::stages(), names),
        ["bless"] => tests::bless(&repo),
        ["e2e", "--traffic", names @ ..] => traffic::run(&repo, names),
        ["e2e", names @ ..] => e2e::run(&repo, names),
        ["layers"] => layers::check(&repo),
        ["wasm"] => wasm::build(&repo),
        ["web"] => web::build(&repo, false),
        ["web", "--quick"] => web::build(&repo, true),
        ["web-test"] => web::test(&repo),
        ["bar", what] => bar::run(&repo, what),
        ["start"] => web::start(&repo, false),
        ["start", "--quick"] => web::start(&repo, true),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Problem::new(format!(
            "`{}` is not a command\n\n{USAGE}",
            words.join(" ")
        ))),
    }
}
