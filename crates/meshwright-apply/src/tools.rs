//! Programs that are called: what is asked, what is answered.
//!
//! A call is words, never a line of a shell. What is secret goes by standard input, or as a
//! kubeconfig that no other process can open.

pub mod process;
pub mod replay;

use std::time::Duration;

use meshwright_core::diag::text;
use meshwright_core::pki::Zeroizing;

use crate::interrupt::Interrupt;
use crate::outcome::{Cause, Failure};
use crate::program;
use crate::secret::Secret;

/// The most bytes of an answer that are read: the objects of the largest release are a few MB,
/// a thousand remote secrets three.
pub const MOST_OUTPUT: usize = 64 << 20;
/// The most bytes of complaints that are kept: half of them from the beginning, half from the end.
pub const MOST_COMPLAINTS: usize = 64 << 10;

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Program {
    /// kubectl.
    Kubectl,
    /// istioctl of a minor release, such as `1.30`.
    Istioctl(String),
    /// Helm.
    Helm,
}

impl Program {
    /// The name that people know.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Kubectl => "kubectl",
            Self::Istioctl(_) => "istioctl",
            Self::Helm => "helm",
        }
    }
}

/// Whether a call can change anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It looks.
    Reads,
    /// It may write.
    Writes,
}

/// What goes to a program's standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing.
    None,
    /// Something that anybody may see.
    Plain(String),
    /// Something with a key or a token.
    Secret(Secret),
}

impl Input {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Self::None => "",
            Self::Plain(text) => text,
            Self::Secret(secret) => secret.expose(),
        }
    }
}

/// A call of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The program.
    pub program: Program,
    /// Its words.
    pub words: Vec<String>,
    /// Its standard input.
    pub input: Input,
    /// A kubeconfig for this call alone, in place of the user's.
    pub kubeconfig: Option<Secret>,
    /// Whether it can change anything.
    pub effect: Effect,
    /// How long it may take.
    pub limit: Duration,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
}

/// What a program answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How it ended.
    pub exit: Exit,
    /// Its standard output; it may hold tokens.
    pub out: Zeroizing<Vec<u8>>,
    /// Its standard error, shortened; not yet safe to show.
    pub complaints: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The program is not there, or the system does not start it.
    NotStarted(String),
    /// It took too long, and was ended.
    TooLong,
    /// Somebody asked to stop at once, and it was ended.
    Interrupted,
    /// It said more than [`MOST_OUTPUT`], and was ended.
    TooMuch,
}

/// Programs that can be called, from several threads.
pub trait Tools: Sync {
    /// Calls a program and waits for its end.
    ///
    /// # Errors
    ///
    /// There is no answer; see [`Silence`].
    fn call(&self, call: &Call) -> Result<Said, Silence>;
}

impl<T: Tools + ?Sized> Tools for &T {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        (**self).call(call)
    }
}

impl Said {
    /// An answer with this text and no complaints.
    pub fn well(out: impl Into<Vec<u8>>) -> Self {
        Self {
            exit: Exit::Code(0),
            out: Zeroizing::new(out.into()),
            complaints: String::new(),
        }
    }

    /// A refusal with these complaints.
    pub fn badly(code: i32, complaints: impl Into<String>) -> Self {
        Self {
            exit: Exit::Code(code),
            out: Zeroizing::new(Vec::new()),
            complaints: complaints.into(),
        }
    }

    /// Its standard output as text; what is no UTF-8 is replaced.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(String::from_utf8_lossy(&self.out).into_owned())
    }

    /// Whether it ended well.
    pub fn is_well(&self) -> bool {
        self.exit == Exit::Code(0)
    }
}

/// Calls a program that has to end well.
///
/// # Errors
///
/// It did not, or there is no answer.
pub fn succeed(tools: &dyn Tools, call: &Call) -> Result<Said, Failure> {
    let said = ask(tools, call)?;
    match said.exit {
        Exit::Code(0) => Ok(said),
        Exit::Code(code) => Err(program::failed(call.program.name(), code, &said.complaints)),
        Exit::Signal(_) => Err(killed(call, &said)),
    }
}

/// Calls a program that may say no.
///
/// # Errors
///
/// There is no answer, or a signal ended it.
pub fn ask(tools: &dyn Tools, call: &Call) -> Result<Said, Failure> {
    match tools.call(call) {
        Ok(said) if matches!(said.exit, Exit::Signal(_)) => Err(killed(call, &said)),
        Ok(said) => Ok(said),
        Err(silence) => Err(silent(call, &silence)),
    }
}

fn killed(call: &Call, said: &Said) -> Failure {
    Failure {
        cause: Cause::Killed,
        text: text!("apply-killed", program = call.program.name()),
        detail: program::shown(&said.complaints),
    }
}

fn silent(call: &Call, silence: &Silence) -> Failure {
    let program = call.program.name();
    match silence {
        Silence::NotStarted(cause) => Failure {
            cause: Cause::NotStarted,
            text: text!("apply-not-started", program = program),
            detail: program::shown(cause),
        },
        Silence::TooLong => Failure::new(
            Cause::TimedOut,
            text!(
                "apply-too-long",
                program = program,
                seconds = call.limit.as_secs()
            ),
        ),
        Silence::Interrupted => Failure::new(
            Cause::Interrupted,
            text!("apply-interrupted", program = program),
        ),
        Silence::TooMuch => Failure::new(
            Cause::Unreadable,
            text!("apply-too-much", program = program),
        ),
    }
}

/// What process-backed tools are told once.
#[derive(Clone, Debug)]
pub struct Given {
    /// The folder with the files of the plan, in which programs run.
    pub folder: std::path::PathBuf,
    /// When to end them.
    pub interrupt: Interrupt,
}
