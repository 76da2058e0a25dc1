//! Who looks at steps and carries them out.

use std::collections::BTreeMap;
use std::time::Duration;

use meshwright_core::diag::{Text, text};
use meshwright_core::plan::{Op, Step, StepId, Target};

use crate::clock::Clock;
use crate::interrupt::{Interrupt, Urgency};
use crate::outcome::{Cause, Failure, Outputs};
use crate::schedule::Mode;

/// Whether a step is carried out or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It is carried out.
    Apply,
    /// It is taken back.
    Undo,
}

impl Direction {
    /// The word for it in journals and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Undo => "undo",
        }
    }
}

/// A step of a run.
#[derive(Clone, Debug)]
pub struct Task<'a> {
    /// The step of the plan.
    pub step: &'a Step,
    /// What is done: the step's operation, or what takes it back.
    pub op: &'a Op,
    /// Which of the two.
    pub direction: Direction,
    /// The places of the tasks that come before.
    pub needs: Vec<usize>,
    /// What is done about it.
    pub mode: Mode,
    /// To take back: the objects that were there before the step, and stay.
    pub kept: Vec<String>,
    /// Whether an earlier run has begun it, and none has taken it back.
    pub is_ours: bool,
}

impl Task<'_> {
    /// Where it is carried out.
    pub const fn lane(&self) -> Target {
        self.step.on
    }

    /// Whether it looks and changes nothing.
    pub fn only_looks(&self) -> bool {
        matches!(
            self.op,
            Op::Probe(_)
                | Op::GatherRemoteSecrets { .. }
                | Op::WaitForAddress { .. }
                | Op::WaitForProgrammed { .. }
        )
    }
}

/// What there is of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// All of it, as it should be.
    Done,
    /// It has to be looked for each time: a probe.
    Fleeting,
    /// Not all of it: how many objects there are, and how many lack.
    Partly {
        /// There.
        present: usize,
        /// Not there.
        missing: usize,
    },
    /// All of it, in part as it should not be.
    Differs(Vec<String>),
    /// All of it, and it is not ready.
    Unready(Text),
}

/// What an executor saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// What there is of the step.
    pub seen: Seen,
    /// What it yields, as far as it is done.
    pub outputs: Outputs,
    /// Objects of the step that are there.
    pub found: Vec<String>,
}

impl Sight {
    /// All is done and yields nothing.
    pub fn done() -> Self {
        Self::of(Seen::Done)
    }

    /// Nothing is there.
    pub fn absent() -> Self {
        Self::of(Seen::Partly {
            present: 0,
            missing: 1,
        })
    }

    /// This is there, and yields nothing.
    pub fn of(seen: Seen) -> Self {
        Self {
            seen,
            outputs: Outputs::default(),
            found: Vec::new(),
        }
    }

    /// The same, yielding something.
    #[must_use]
    pub fn yielding(mut self, outputs: Outputs) -> Self {
        self.outputs = outputs;
        self
    }

    /// Whether all is as it should be.
    pub fn is_done(&self) -> bool {
        self.seen == Seen::Done
    }
}

/// What earlier steps have yielded.
pub type Inputs = BTreeMap<StepId, Outputs>;

/// What surrounds the work on one step: its time, and who wants to stop it or know about it.
pub struct Watch<'a> {
    /// The time.
    pub clock: &'a dyn Clock,
    /// Who wants to stop.
    pub interrupt: &'a Interrupt,
    /// When its time is over.
    pub until: Duration,
    /// Hears what is waited for.
    pub waiting: &'a (dyn Fn(Text) + Sync),
}

/// What a look at something that takes its time has seen.
pub enum Poll<T> {
    /// It is there.
    Ready(T),
    /// It is not; this is what is waited for.
    Pending(Text),
}

impl Watch<'_> {
    /// How much time is left.
    pub fn left(&self) -> Duration {
        self.until.saturating_sub(self.clock.now())
    }

    /// Looks until something is there.
    ///
    /// An API server that does not answer is waited for, too.
    ///
    /// # Errors
    ///
    /// The look failed in another way, the time is over, or somebody asked to stop.
    pub fn poll<T>(
        &self,
        mut look: impl FnMut() -> Result<Poll<T>, Failure>,
    ) -> Result<T, Failure> {
        let mut pause = Duration::from_millis(250);
        loop {
            let waited_for = match look() {
                Ok(Poll::Ready(value)) => return Ok(value),
                Ok(Poll::Pending(text)) => text,
                Err(failure) if failure.cause == Cause::Unreachable => failure.text,
                Err(failure) => return Err(failure),
            };
            if self.interrupt.urgency() != Urgency::None {
                return Err(Failure::new(
                    Cause::Interrupted,
                    text!("apply-stopped-waiting", waited = waited_for),
                ));
            }
            if self.left().is_zero() {
                return Err(Failure::timed_out(waited_for));
            }
            (self.waiting)(waited_for);
            self.clock.sleep(pause.min(self.left()));
            pause = (pause * 2).min(Duration::from_secs(5));
        }
    }
}

/// Looks at steps and carries them out, several at a time.
pub trait Executor: Sync {
    /// Looks what there is of a step; changes nothing.
    ///
    /// # Errors
    ///
    /// It cannot be seen, or what is there stands in the way.
    fn observe(
        &self,
        task: &Task<'_>,
        inputs: &Inputs,
        watch: &Watch<'_>,
    ) -> Result<Sight, Failure>;

    /// Carries a step out, and waits until it is done.
    ///
    /// # Errors
    ///
    /// It is not done; whether something was written says [`Cause::wrote_nothing`].
    fn perform(
        &self,
        task: &Task<'_>,
        sight: &Sight,
        inputs: &Inputs,
        watch: &Watch<'_>,
    ) -> Result<Outputs, Failure>;
}
