//! The commands of a setup: run to their end, or watched while they take minutes.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::SetupError;

/// How often it is told that a command still runs.
const TOLD: Duration = Duration::from_secs(15);
/// How often it is looked whether it does.
const TICK: Duration = Duration::from_millis(100);
/// The lines of a command that failed which are kept.
const LAST: usize = 5;

/// Go, in the folder of a module.
pub(super) fn go(folder: &Path) -> Command {
    let mut command = Command::new("go");
    command
        .current_dir(folder)
        .env("CGO_ENABLED", "0")
        .env("GOFLAGS", "")
        .env("GOWORK", "off");
    command
}

/// Runs a command; what it wrote to its standard output.
pub(super) fn run(command: &mut Command) -> Result<String, SetupError> {
    let output = match command.stdin(Stdio::null()).output() {
        Err(error) => return Err(unstarted(command, error)),
        Ok(output) => output,
    };
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<String> = said.trim().lines().map(str::to_owned).collect();
    Err(failed(command, &lines))
}

/// Runs a command that says on its standard error what it is at; `still` is told now and then how
/// long it has been running, and its last line.
pub(super) fn watch(
    command: &mut Command,
    still: &mut dyn FnMut(Duration, &str),
) -> Result<(), SetupError> {
    let start = Instant::now();
    let spawned = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Err(error) => return Err(unstarted(command, error)),
        Ok(child) => child,
    };
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = Arc::clone(&lines);
    let stderr = child.stderr.take();
    let reader = thread::spawn(move || {
        for line in stderr.into_iter().flat_map(|it| BufReader::new(it).lines()) {
            let Ok(line) = line else { break };
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            if heard.len() == LAST {
                heard.remove(0);
            }
            heard.push(line);
        }
    });
    let mut told = start;
    let status: io::Result<ExitStatus> = loop {
        match child.try_wait() {
            Ok(None) => thread::sleep(TICK),
            Ok(Some(status)) => break Ok(status),
            Err(error) => break Err(error),
        }
        if told.elapsed() >= TOLD {
            told = Instant::now();
            let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
            still(start.elapsed(), lines.last().map_or("", String::as_str));
        }
    };
    let status = status.map_err(|error| unstarted(command, error))?;
    if status.success() {
        return Ok(());
    }
    // What it has started may hold its standard error open; all of its own is read by then.
    let _ = reader.join();
    let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
    Err(failed(command, &lines))
}

fn unstarted(command: &Command, error: io::Error) -> SetupError {
    if error.kind() == io::ErrorKind::NotFound {
        SetupError::NoGo
    } else {
        SetupError::Io(command.get_program().into(), error)
    }
}

fn failed(command: &Command, lines: &[String]) -> SetupError {
    let tail = lines.get(lines.len().saturating_sub(LAST)..);
    let line = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ");
    SetupError::Failed(line, tail.unwrap_or_default().join("\n"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{SetupError, watch};

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_command_that_fails_leaves_its_last_lines() {
        let script = "for n in 1 2 3 4 5 6 7; do echo line $n >&2; done; exit 3";
        let ended = watch(&mut shell(script), &mut |_, _| {});
        let Err(SetupError::Failed(command, said)) = ended else {
            panic!("it failed: {ended:?}");
        };
        assert!(command.starts_with("sh -c"), "{command}");
        assert_eq!(said, "line 3\nline 4\nline 5\nline 6\nline 7");
    }

    #[test]
    fn a_program_that_is_not_there_is_go() {
        let mut command = Command::new("meshwright-has-no-such-program");
        let ended = watch(&mut command, &mut |_, _| {});
        assert!(matches!(ended, Err(SetupError::NoGo)), "{ended:?}");
        watch(&mut shell("exit 0"), &mut |_, _| {}).expect("it ends well");
    }
}
