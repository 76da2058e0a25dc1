//! How the program ends.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Clean,
    /// There are findings at or above the threshold, or the answer is no.
    Findings,
    /// The tool could not do its job.
    Failed,
    /// A comparison found changes.
    Changes,
    /// Something was carried out in part.
    Partly,
    /// A verification found something else than was predicted.
    Unproven,
    /// Somebody asked to stop.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Changes => 3,
            Self::Partly => 4,
            Self::Unproven => 5,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
