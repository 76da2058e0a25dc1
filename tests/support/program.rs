//! The program that this package builds, and programs that have to succeed.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program that this package builds, with its colours off.
pub(crate) fn meshwright() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meshwright"));
    command.env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// Runs `command` in `folder` and takes everything that it says; it has to succeed.
pub(crate) fn succeed(command: &mut Command, folder: &Path) -> Output {
    let output = command
        .current_dir(folder)
        .output()
        .expect("the program can be started");
    assert!(
        output.status.success(),
        "{command:?} in {}: {}\n{}{}",
        folder.display(),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    output
}
