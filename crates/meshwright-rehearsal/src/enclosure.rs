//! The namespaces that a world lives in, and how it ends with them.
//!
//! A world has a network of its own, in which every address is local and no packet can leave, and
//! process ids of its own: when the first process of a PID namespace ends, however it ends, the
//! kernel ends all others, and the network goes with the last of them. So nothing outlives a
//! rehearsal, not even when it is killed.
//!
//! The program starts itself once more inside ([`enter`]). A pipe between the two is the lifeline:
//! when the one outside ends, also by Ctrl-C or by `kill -9`, the one inside reads the end of the
//! pipe and ends ([`hold_lifeline`]), and the shell between them removes the folder.
//!
//! Needs Linux and `unshare` of util-linux; without root, user namespaces too.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

/// What names the world's folder to the program inside.
pub const VARIABLE: &str = "MESHWRIGHT_WORLD";

/// Options of `unshare` that give a process a network and process ids of its own.
const OWN: &[&str] = &["--net", "--pid", "--fork"];
/// Options that make an ordinary user root of a user namespace, who may do the rest.
const AS_ROOT: &[&str] = &["--user", "--map-root-user"];

/// How namespaces can be had on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// We are root.
    Root,
    /// By a user namespace.
    User,
}

/// Why there are no namespaces to be had.
#[derive(Debug)]
pub enum NoEnclosure {
    /// `unshare` is not there; so it is on other systems than Linux.
    NoTool(io::Error),
    /// The system refuses; what it said last.
    Refused(String),
}

/// Finds out how namespaces can be had.
///
/// # Errors
///
/// They cannot.
pub fn way() -> Result<Way, NoEnclosure> {
    let mut said = String::new();
    for way in [Way::Root, Way::User] {
        let tried = unshare(way, "true").stdin(Stdio::null()).output();
        let output = tried.map_err(NoEnclosure::NoTool)?;
        if output.status.success() {
            return Ok(way);
        }
        String::from_utf8_lossy(&output.stderr)
            .trim()
            .clone_into(&mut said);
    }
    Err(NoEnclosure::Refused(said))
}

fn unshare(way: Way, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    if way == Way::User {
        command.args(AS_ROOT);
    }
    command.args(OWN).arg("--").arg(program);
    command
}

/// Runs what follows, and then removes the world's folder. Whoever presses Ctrl-C means the
/// rehearsal, which ends by itself; this has to be there after it.
const JANITOR: &str = r#"trap '' HUP INT TERM
folder=$1
shift
"$@"
code=$?
rm -rf -- "$folder"
exit "$code""#;

/// Starts `program` inside, for the world in `folder`, and waits for it; the folder is gone then.
///
/// # Errors
///
/// It cannot be started.
pub fn enter<A: AsRef<OsStr>>(
    way: Way,
    folder: &Path,
    program: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> io::Result<ExitStatus> {
    let inside = unshare(way, program);
    let mut child = Command::new("sh")
        .args(["-c", JANITOR, "meshwright"])
        .arg(folder)
        .arg(inside.get_program())
        .args(inside.get_args())
        .args(arguments)
        .env(VARIABLE, folder)
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()?;
    // The pipe stays open until this process ends or the child has.
    let lifeline = child.stdin.take();
    let status = child.wait();
    drop(lifeline);
    status
}

/// Calls `end` when the program outside has ended.
pub fn hold_lifeline(end: impl FnOnce() + Send + 'static) {
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        // Nothing is ever written; an error is an end too.
        let _ = io::stdin().read_to_end(&mut rest);
        end();
    });
}
