//! Carries a plan out on clusters, step by step, and can be interrupted at any instant.
//!
//! A [`Run`] takes [`Task`]s in the order of what they need, several clusters at a time, and asks
//! an [`Executor`] twice for each: what is there already, and, if that is not enough, to do it.
//! The [`Journal`] has the intent on disk before anything is done and the outcome before anything
//! else is; what was under way when a process died is looked at again.
//!
//! [`ToolExecutor`] is the executor for clusters: it knows how each operation of a plan is looked
//! at and carried out with kubectl, istioctl and helm, and never uses a shell. Behind it are
//! [`Tools`]: processes, recorded transcripts, or clusters in memory (feature `fake`).
//!
//! Not here: what is planned (`meshwright-plan`), how steps are spelled for people
//! (`meshwright-render`), a terminal (the command line).

pub mod clock;
pub mod compare;
pub mod event;
pub mod executor;
#[cfg(feature = "fake")]
pub mod fake;
pub mod interrupt;
pub mod journal;
pub mod lock;
pub mod ops;
pub mod outcome;
pub mod preflight;
pub mod program;
pub mod run;
pub mod schedule;
pub mod secret;
pub mod state;
pub mod survey;
pub mod tools;
pub mod undo;
pub mod verify;

pub use clock::{Clock, SystemClock};
pub use event::{Event, Observer};
pub use executor::{Executor, Seen, Sight, Task, Watch};
pub use interrupt::Interrupt;
pub use journal::{Journal, JournalError};
pub use ops::ToolExecutor;
pub use outcome::{Cause, Failure, Outcome, Outputs};
pub use run::{Run, RunOptions, Summary};
pub use schedule::{Mode, Selection};
pub use state::{Folder, Ready};
pub use tools::{Call, Said, Tools};

/// The sentences of this crate.
pub const WORDS: meshwright_core::diag::Source = meshwright_core::diag::Source {
    language: meshwright_core::diag::Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: meshwright_core::diag::Source = meshwright_core::diag::Source {
    language: meshwright_core::diag::Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};
