//! Programs that proofs start. A missing one fails the proof: a proof that was skipped proves
//! nothing.

use std::env;
use std::path::PathBuf;
use std::process::Command;

/// A program of this machine.
pub(crate) fn tool(name: &str) -> Command {
    Command::new(find(name))
}

fn find(name: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("`{name}` is not on PATH: run `cargo xtask setup`"))
}
