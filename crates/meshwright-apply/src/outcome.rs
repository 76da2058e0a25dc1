//! How steps end, and why.

use meshwright_core::diag::{Text, text};
use meshwright_core::model::Address;

use crate::secret::Secret;

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was carried out, and is done.
    Done,
    /// It was found done; nothing was written.
    AlreadyDone,
    /// It was carried out without success.
    Failed,
    /// It was not done when its time was over.
    TimedOut,
    /// Somebody asked to stop while it waited; it wrote nothing since.
    Interrupted,
    /// It was begun and nobody knows how it ended.
    Unknown,
    /// A step that it needs is not done.
    Blocked,
    /// It was not asked for.
    Skipped,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::AlreadyDone,
        Self::Failed,
        Self::TimedOut,
        Self::Interrupted,
        Self::Unknown,
        Self::Blocked,
        Self::Skipped,
    ];

    /// The word for it in journals and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::AlreadyDone => "already-done",
            Self::Failed => "failed",
            Self::TimedOut => "timed-out",
            Self::Interrupted => "interrupted",
            Self::Unknown => "unknown",
            Self::Blocked => "blocked",
            Self::Skipped => "skipped",
        }
    }

    /// The outcome of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether what needs the step can go on.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::AlreadyDone)
    }

    /// The word for people.
    pub fn text(self) -> Text {
        Text::new(format!("outcome-{}", self.as_str()), Vec::new())
    }
}

/// What kind of thing went wrong; decides what is said and whether to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The program is not there, or the system does not start it.
    NotStarted,
    /// The program refused before it spoke to a cluster: no such context, or bad words.
    NotSent,
    /// No answer from the cluster's API server.
    Unreachable,
    /// The API server does not know who asks: an expired token, a wrong certificate.
    Unauthorized,
    /// The API server knows who asks, and does not allow it.
    Forbidden,
    /// The connection is not trusted.
    Untrusted,
    /// Somebody else owns a field.
    Conflict,
    /// The namespace is being deleted.
    Terminating,
    /// The API server finds the object wrong.
    Invalid,
    /// The time was over.
    TimedOut,
    /// Somebody asked to stop.
    Interrupted,
    /// A signal ended the program.
    Killed,
    /// The program said more than anybody reads, or nothing that can be read.
    Unreadable,
    /// Going on would harm what is there.
    Contradiction,
    /// The program says no in another way.
    Refused,
}

impl Cause {
    /// The word for it in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::NotSent => "not-sent",
            Self::Unreachable => "unreachable",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::Untrusted => "untrusted",
            Self::Conflict => "conflict",
            Self::Terminating => "terminating",
            Self::Invalid => "invalid",
            Self::TimedOut => "timed-out",
            Self::Interrupted => "interrupted",
            Self::Killed => "killed",
            Self::Unreadable => "unreadable",
            Self::Contradiction => "contradiction",
            Self::Refused => "refused",
        }
    }

    /// Whether it is certain that nothing was written.
    pub const fn wrote_nothing(self) -> bool {
        matches!(
            self,
            Self::NotStarted | Self::NotSent | Self::Contradiction | Self::Interrupted
        )
    }
}

/// Why a step is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of thing went wrong.
    pub cause: Cause,
    /// What to say about it.
    pub text: Text,
    /// What the program said last, safe to show; may be empty.
    pub detail: String,
}

impl Failure {
    /// A failure without the words of a program.
    pub fn new(cause: Cause, text: Text) -> Self {
        Self {
            cause,
            text,
            detail: String::new(),
        }
    }

    /// A state in which going on would do harm.
    pub fn contradiction(text: Text) -> Self {
        Self::new(Cause::Contradiction, text)
    }

    /// The step waited for something until its time was over.
    pub fn timed_out(waited_for: Text) -> Self {
        Self::new(
            Cause::TimedOut,
            text!("apply-timed-out", waited = waited_for),
        )
    }

    /// What the step's outcome is.
    pub const fn outcome(&self) -> Outcome {
        match self.cause {
            Cause::TimedOut => Outcome::TimedOut,
            Cause::Interrupted => Outcome::Interrupted,
            _ => Outcome::Failed,
        }
    }
}

/// What a step yields to later ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    /// The address of a gateway.
    pub address: Option<Address>,
    /// The kubeconfig of a remote secret.
    pub credential: Option<Secret>,
}
