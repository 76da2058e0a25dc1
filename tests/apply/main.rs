//! The commands that work on clusters, against programs that stand in for kubectl, istioctl and
//! helm.
//!
//! The stand-in is this test program itself, called by their names: see `stand_in`. So it has a
//! `main` of its own in place of the harness.

#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "a harness prints")]

mod commands;
mod harness;
mod interrupts;
mod kills;
mod secrets;
mod stage;
mod stand_in;

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(program) = stand_in::program() {
        return stand_in::main(program);
    }
    let tests = [
        commands::TESTS,
        interrupts::TESTS,
        kills::TESTS,
        secrets::TESTS,
    ];
    harness::run(&tests.concat())
}
