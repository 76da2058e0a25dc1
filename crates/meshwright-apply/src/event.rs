//! What happens in a run, for whoever shows it.

use std::time::Duration;

use meshwright_core::diag::Text;

use crate::outcome::{Failure, Outcome};

/// Something that happened to a step, named by its place among the tasks.
#[derive(Clone, Debug)]
pub enum Event {
    /// It is looked at.
    Started {
        /// The step.
        place: usize,
    },
    /// It is carried out: it was not done.
    Carrying {
        /// The step.
        place: usize,
    },
    /// It waits.
    Waiting {
        /// The step.
        place: usize,
        /// For what.
        text: Text,
    },
    /// It has ended.
    Ended {
        /// The step.
        place: usize,
        /// How.
        outcome: Outcome,
        /// Why it is not done.
        failure: Option<Failure>,
        /// How long it took.
        took: Duration,
    },
    /// Somebody asked to stop: nothing begins any more.
    Stopping,
    /// Nothing happened; time has passed.
    Tick,
}

/// Hears what happens, on the thread that called [`Run::go`](crate::Run::go).
pub trait Observer {
    /// Something happened.
    fn hear(&mut self, event: &Event);
}

impl<F: FnMut(&Event)> Observer for F {
    fn hear(&mut self, event: &Event) {
        self(event);
    }
}
