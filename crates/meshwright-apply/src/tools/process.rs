//! Real programs as child processes.
//!
//! Each is the leader of a process group of its own: Ctrl-C in a terminal does not reach it, and
//! ending it ends what it has started. Its output is read to the end whatever it is, and kept
//! within bounds.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use meshwright_core::pki::Zeroizing;

use super::{Call, Exit, Given, MOST_COMPLAINTS, MOST_OUTPUT, Program, Said, Silence, Tools};
use crate::interrupt::Urgency;

/// How long a program may take to end in good order.
const GRACE: Duration = Duration::from_secs(5);
/// How long output may be held open by what a program has left behind.
const LINGER: Duration = Duration::from_secs(2);
/// How often somebody's wish to stop is looked for.
const TICK: Duration = Duration::from_millis(50);

/// Programs of this machine.
#[derive(Debug)]
pub struct Processes {
    given: Given,
    programs: BTreeMap<Program, PathBuf>,
}

impl Processes {
    /// Programs where `programs` says they are, otherwise where PATH has them.
    pub const fn new(given: Given, programs: BTreeMap<Program, PathBuf>) -> Self {
        Self { given, programs }
    }

    fn path(&self, program: &Program) -> PathBuf {
        self.programs
            .get(program)
            .cloned()
            .unwrap_or_else(|| PathBuf::from(program.name()))
    }
}

impl Tools for Processes {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        let mut command = Command::new(self.path(&call.program));
        command
            .current_dir(&self.given.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // Held open until the program has ended.
        let kubeconfig = match &call.kubeconfig {
            Some(secret) => Some(
                Unseen::new(&self.given.folder, secret.expose().as_bytes())
                    .map_err(|error| Silence::NotStarted(error.to_string()))?,
            ),
            None => None,
        };
        if let Some(unseen) = &kubeconfig {
            command.arg(format!("--kubeconfig={}", unseen.path().display()));
        }
        command.args(&call.words);
        group::lead(&mut command);
        let child = command
            .spawn()
            .map_err(|error| Silence::NotStarted(error.to_string()))?;
        self.attend(child, call)
    }
}

impl Processes {
    fn attend(&self, mut child: Child, call: &Call) -> Result<Said, Silence> {
        let begun = Instant::now();
        let input = child.stdin.take();
        let text = Zeroizing::new(call.input.text().as_bytes().to_vec());
        thread::spawn(move || {
            if let Some(mut input) = input {
                // Whoever reads no input has not asked for any.
                let _ = input.write_all(&text);
            }
        });
        let (excess, has_excess) = mpsc::channel();
        let out = child
            .stdout
            .take()
            .map(|pipe| read(pipe, Kept::start(MOST_OUTPUT), Some(excess)));
        let complaints = child
            .stderr
            .take()
            .map(|pipe| read(pipe, Kept::ends(MOST_COMPLAINTS), None));
        let group = child.id();
        let (ended, end) = mpsc::channel();
        thread::spawn(move || {
            let status = child.wait();
            // Nobody listens where the call was given up.
            let _ = ended.send(status);
        });
        let mut silence = None;
        let status = loop {
            match end.recv_timeout(TICK) {
                Ok(status) => break status,
                Err(RecvTimeoutError::Disconnected) => {
                    break Err(io::Error::other("nobody waits for it"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            silence = if begun.elapsed() >= call.limit {
                Some(Silence::TooLong)
            } else if self.given.interrupt.urgency() == Urgency::Immediately {
                Some(Silence::Interrupted)
            } else if has_excess.try_recv().is_ok() {
                Some(Silence::TooMuch)
            } else {
                continue;
            };
            group::end(group);
            if let Ok(status) = end.recv_timeout(GRACE) {
                break status;
            }
            group::kill(group);
            break end
                .recv_timeout(GRACE)
                .unwrap_or_else(|_| Err(io::Error::other("it does not end")));
        };
        if let Some(silence) = silence {
            return Err(silence);
        }
        let out = collect(out);
        if has_excess.try_recv().is_ok() {
            return Err(Silence::TooMuch);
        }
        let status = status.map_err(|error| Silence::NotStarted(error.to_string()))?;
        Ok(Said {
            exit: exit(status),
            out: Zeroizing::new(out),
            complaints: String::from_utf8_lossy(&collect(complaints)).into_owned(),
        })
    }
}

fn exit(status: ExitStatus) -> Exit {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Exit::Signal(signal);
    }
    Exit::Code(status.code().unwrap_or(-1))
}

/// What is kept of an output.
struct Kept {
    head: Vec<u8>,
    tail: Vec<u8>,
    most_head: usize,
    most_tail: usize,
}

impl Kept {
    const fn start(most: usize) -> Self {
        Self {
            head: Vec::new(),
            tail: Vec::new(),
            most_head: most,
            most_tail: 0,
        }
    }

    const fn ends(most: usize) -> Self {
        Self {
            head: Vec::new(),
            tail: Vec::new(),
            most_head: most / 2,
            most_tail: most / 2,
        }
    }

    /// Takes bytes; false where some are lost that count.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let room = self.most_head - self.head.len();
        let (head, rest) = bytes.split_at(room.min(bytes.len()));
        self.head.extend_from_slice(head);
        if rest.is_empty() {
            return true;
        }
        if self.most_tail == 0 {
            return false;
        }
        self.tail.extend_from_slice(rest);
        if self.tail.len() > self.most_tail * 2 {
            self.tail.drain(..self.tail.len() - self.most_tail);
        }
        true
    }

    fn into_bytes(mut self) -> Vec<u8> {
        if self.tail.len() > self.most_tail {
            self.tail.drain(..self.tail.len() - self.most_tail);
            self.head.extend_from_slice("\n…\n".as_bytes());
        }
        self.head.append(&mut self.tail);
        self.head
    }
}

fn read(
    mut pipe: impl Read + Send + 'static,
    mut kept: Kept,
    excess: Option<mpsc::Sender<()>>,
) -> Receiver<Vec<u8>> {
    let (done, result) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match pipe.read(&mut buffer) {
                Ok(0) => break,
                Ok(n_bytes) => {
                    let whole = kept.take(&buffer[..n_bytes]);
                    if !whole && let Some(excess) = &excess {
                        // Nobody listens where the call was given up.
                        let _ = excess.send(());
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        let _ = done.send(kept.into_bytes());
    });
    result
}

fn collect(output: Option<Receiver<Vec<u8>>>) -> Vec<u8> {
    output
        .and_then(|output| output.recv_timeout(LINGER).ok())
        .unwrap_or_default()
}

/// A file that no other user can open, and that is gone when the process is.
struct Unseen {
    #[cfg(not(target_os = "linux"))]
    place: PathBuf,
    #[cfg(target_os = "linux")]
    file: std::fs::File,
}

#[cfg(target_os = "linux")]
impl Unseen {
    /// Puts `content` into memory of this process; the path leads there.
    fn new(_: &Path, content: &[u8]) -> io::Result<Self> {
        use rustix::fs::{MemfdFlags, memfd_create};
        let file = memfd_create("kubeconfig", MemfdFlags::CLOEXEC)?;
        let mut file = std::fs::File::from(file);
        file.write_all(content)?;
        Ok(Self { file })
    }

    fn path(&self) -> PathBuf {
        use std::os::fd::AsRawFd;
        let (process, file) = (std::process::id(), self.file.as_raw_fd());
        PathBuf::from(format!("/proc/{process}/fd/{file}"))
    }
}

#[cfg(not(target_os = "linux"))]
impl Unseen {
    /// Puts `content` into a file for its owner alone, in a folder for its owner alone.
    fn new(folder: &Path, content: &[u8]) -> io::Result<Self> {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::SeqCst);
        let place = folder.join(format!(".kubeconfig.{}.{number}", std::process::id()));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let unseen = Self { place };
        options.open(&unseen.place)?.write_all(content)?;
        Ok(unseen)
    }

    fn path(&self) -> PathBuf {
        self.place.clone()
    }
}

#[cfg(not(target_os = "linux"))]
impl Drop for Unseen {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = std::fs::remove_file(&self.place);
    }
}

#[cfg(unix)]
mod group {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use rustix::process::{Pid, Signal, kill_process_group};

    pub(super) fn lead(command: &mut Command) {
        command.process_group(0);
    }

    pub(super) fn end(group: u32) {
        signal(group, Signal::TERM);
    }

    pub(super) fn kill(group: u32) {
        signal(group, Signal::KILL);
    }

    fn signal(group: u32, signal: Signal) {
        let group = i32::try_from(group).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            // It may have ended already.
            let _ = kill_process_group(group, signal);
        }
    }
}

#[cfg(not(unix))]
mod group {
    //! Without process groups a program that takes too long is left alone.

    use std::process::Command;

    pub(super) fn lead(_: &mut Command) {}

    pub(super) fn end(_: u32) {}

    pub(super) fn kill(_: u32) {}
}

#[cfg(all(test, unix))]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::time::{Duration, Instant};

    use super::Processes;
    use crate::interrupt::Interrupt;
    use crate::secret::Secret;
    use crate::tools::{Call, Effect, Exit, Given, Input, Program, Said, Silence, Tools};

    fn shell(script: &str, input: Input, limit: Duration) -> Result<Said, Silence> {
        let given = Given {
            folder: std::env::temp_dir(),
            interrupt: Interrupt::default(),
        };
        let programs = BTreeMap::from([(Program::Kubectl, PathBuf::from("/bin/sh"))]);
        Processes::new(given, programs).call(&Call {
            program: Program::Kubectl,
            words: vec!["-c".to_owned(), script.to_owned()],
            input,
            kubeconfig: None,
            effect: Effect::Reads,
            limit,
        })
    }

    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn a_program_gets_its_input_and_answers() {
        let said = shell(
            "cat; echo no >&2; exit 3",
            Input::Plain("yes".to_owned()),
            LONG,
        );
        let said = said.expect("it ends");
        assert_eq!((said.exit, said.text().as_str()), (Exit::Code(3), "yes"));
        assert_eq!(said.complaints, "no\n");
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_what_it_has_started() {
        let begun = Instant::now();
        let limit = Duration::from_millis(300);
        let said = shell(
            "trap '' TERM; sleep 60 & wait; sleep 60",
            Input::None,
            limit,
        );
        assert_eq!(said, Err(Silence::TooLong));
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            begun.elapsed()
        );
    }

    #[test]
    fn what_a_program_leaves_behind_holds_nobody_up() {
        let begun = Instant::now();
        let said = shell("sleep 30 & echo well", Input::None, LONG);
        assert!(said.expect("it ends").is_well());
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            begun.elapsed()
        );
    }

    #[test]
    fn endless_complaints_are_cut_and_an_endless_answer_ends() {
        let said = shell("yes complaint | head -c 100000000 >&2", Input::None, LONG);
        let said = said.expect("it ends");
        assert!(said.complaints.len() < 70_000, "{}", said.complaints.len());
        assert_eq!(shell("yes", Input::None, LONG), Err(Silence::TooMuch));
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        let given = Given {
            folder: std::env::temp_dir(),
            interrupt: Interrupt::default(),
        };
        let programs = BTreeMap::from([(Program::Helm, PathBuf::from("/nowhere/helm"))]);
        let said = Processes::new(given, programs).call(&Call {
            program: Program::Helm,
            words: Vec::new(),
            input: Input::None,
            kubeconfig: None,
            effect: Effect::Reads,
            limit: LONG,
        });
        assert!(matches!(said, Err(Silence::NotStarted(_))), "{said:?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_kubeconfig_is_read_and_stands_in_no_word() {
        let given = Given {
            folder: std::env::temp_dir(),
            interrupt: Interrupt::default(),
        };
        let folder = tempfile::tempdir().expect("a temporary directory");
        let program = folder.path().join("kubectl");
        std::fs::write(
            &program,
            "#!/bin/sh\nprintf '%s\\n' \"$*\"; cat \"${1#*=}\"\n",
        )
        .expect("the directory is writable");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&program, mode).expect("it is ours");
        let programs = BTreeMap::from([(Program::Kubectl, program)]);
        let said = Processes::new(given, programs)
            .call(&Call {
                program: Program::Kubectl,
                words: vec!["get".to_owned()],
                input: Input::None,
                kubeconfig: Some(Secret::new("token".to_owned())),
                effect: Effect::Reads,
                limit: LONG,
            })
            .expect("it ends");
        let text = said.text();
        let (words, content) = text.split_once('\n').expect("two lines");
        assert!(words.starts_with("--kubeconfig=/proc/"), "{words}");
        assert_eq!(content, "token");
    }
}
