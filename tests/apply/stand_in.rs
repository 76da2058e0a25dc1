//! kubectl, istioctl and helm in one: they answer from clusters that are kept in a file.
//!
//! What goes wrong with them is in a file beside it, so that a real process can be made to die by
//! a real signal at an instant of one's choice.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use meshwright_apply::fake::{Share, State, answer};
use meshwright_apply::secret::Secret;
use meshwright_apply::tools::{Call, Effect, Exit, Input, Program};
use serde::{Deserialize, Serialize};

/// The variable that names the folder of the clusters.
pub(crate) const FOLDER: &str = "MESHWRIGHT_STAND_IN";

/// What goes wrong with a call that may write.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Trouble {
    /// Which call, counted from 0.
    pub(crate) at: usize,
    /// How much of it is done before.
    pub(crate) share: String,
    /// `kill-parent`, `fail` or `none`.
    pub(crate) what: String,
    /// How long every call that may write takes, in milliseconds.
    pub(crate) slow: u64,
}

/// The program that this process is called as.
pub(crate) fn program() -> Option<Program> {
    let name = env::args_os().next()?;
    match Path::new(&name).file_stem()?.to_str()? {
        "kubectl" => Some(Program::Kubectl),
        "istioctl" => Some(Program::Istioctl("1.30".to_owned())),
        "helm" => Some(Program::Helm),
        _ => None,
    }
}

/// Answers.
pub(crate) fn main(program: Program) -> ExitCode {
    let folder = PathBuf::from(env::var_os(FOLDER).expect("the test names a folder"));
    let call = call(program);
    let lock = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("lock"))
        .expect("the folder is writable");
    lock.lock().expect("the system has locks");
    note(&folder);
    let trouble: Trouble = read_json(&folder.join("trouble.json")).unwrap_or_default();
    let mut state: State =
        read_json(&folder.join("state.json")).expect("the test has put it there");
    let mut share = Share::All;
    let mut what = "none".to_owned();
    if call.effect == Effect::Writes {
        std::thread::sleep(Duration::from_millis(trouble.slow));
        if trouble.at == state.n_writes && trouble.what != "none" && !trouble.what.is_empty() {
            what.clone_from(&trouble.what);
            share = match trouble.share.as_str() {
                "nothing" => Share::Nothing,
                "half" => Share::Half,
                _ => Share::All,
            };
        }
        state.n_writes += 1;
    }
    let read = |path: &str| fs::read_to_string(path).ok();
    let said = if share == Share::Nothing {
        meshwright_apply::Said::well("")
    } else {
        answer(&mut state, &call, share, &read)
    };
    write_json(&folder, "state.json", &state);
    match what.as_str() {
        "kill-parent" => {
            let parent = rustix::process::getppid().expect("somebody has called");
            rustix::process::kill_process(parent, rustix::process::Signal::KILL)
                .expect("it is ours");
        }
        "fail" => {
            complain("error: something went wrong\n");
            return ExitCode::FAILURE;
        }
        _ => {}
    }
    // Whoever was killed reads nothing.
    let _ = io::stdout().write_all(&said.out);
    complain(&said.complaints);
    match said.exit {
        Exit::Code(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Exit::Signal(_) => ExitCode::FAILURE,
    }
}

fn complain(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

fn call(program: Program) -> Call {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let mut kubeconfig = None;
    words.retain(|word| {
        let path = word.strip_prefix("--kubeconfig=");
        if let Some(path) = path {
            kubeconfig = fs::read_to_string(path).ok().map(Secret::new);
        }
        path.is_none()
    });
    let takes_input = words
        .iter()
        .any(|word| word == "--filename=-" || word == "--values=-");
    let mut input = String::new();
    if takes_input {
        io::stdin()
            .read_to_string(&mut input)
            .expect("the input is text");
    }
    Call {
        effect: effect(&words),
        program,
        words,
        input: Input::Secret(Secret::new(input)),
        kubeconfig,
        limit: Duration::ZERO,
    }
}

fn effect(words: &[String]) -> Effect {
    let is_dry = words.iter().any(|word| word.starts_with("--dry-run"));
    let verb = words.iter().find(|word| !word.starts_with("--"));
    let writes = [
        "apply",
        "delete",
        "label",
        "annotate",
        "rollout",
        "install",
        "uninstall",
        "upgrade",
        "create-remote-secret",
        "x",
    ];
    match verb {
        Some(verb) if writes.contains(&verb.as_str()) && !is_dry => Effect::Writes,
        _ => Effect::Reads,
    }
}

/// Writes down the words of the call.
fn note(folder: &Path) {
    let words: Vec<String> = env::args().collect();
    let mut log = File::options()
        .create(true)
        .append(true)
        .open(folder.join("calls"))
        .expect("the folder is writable");
    writeln!(log, "{}", words.join(" ")).expect("the folder is writable");
}

pub(crate) fn read_json<T: for<'a> Deserialize<'a>>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

pub(crate) fn write_json(folder: &Path, name: &str, value: &impl Serialize) {
    let text = serde_json::to_vec(value).expect("it is JSON");
    let partial = folder.join(format!("{name}.partial"));
    fs::write(&partial, text).expect("the folder is writable");
    fs::rename(partial, folder.join(name)).expect("the folder is writable");
}
