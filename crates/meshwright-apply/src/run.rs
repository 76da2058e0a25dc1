//! A run: every step is looked at, carried out where it is not done, and written down.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use meshwright_core::diag::{Text, text};

use crate::clock::Clock;
use crate::event::{Event, Observer};
use crate::executor::{Executor, Inputs, Seen, Sight, Task, Watch};
use crate::interrupt::{Interrupt, Urgency};
use crate::journal::{Journal, JournalError, Record};
use crate::outcome::{Cause, Failure, Outcome, Outputs};
use crate::schedule::{Mode, Place, Schedule};

/// How a run is run.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// The most steps at a time.
    pub parallel: usize,
    /// How long a step may take.
    pub limit: Duration,
    /// How long nothing may happen before the observer hears a tick.
    pub tick: Duration,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            parallel: 10,
            limit: Duration::from_mins(15),
            tick: Duration::from_millis(250),
        }
    }
}

/// Everything that a run needs.
pub struct Run<'a> {
    /// The steps, in an order that respects what each needs.
    pub tasks: &'a [Task<'a>],
    /// Who carries them out.
    pub executor: &'a dyn Executor,
    /// Where everything is written down.
    pub journal: &'a Mutex<Journal>,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Who wants to stop.
    pub interrupt: &'a Interrupt,
    /// How it is run.
    pub options: RunOptions,
}

/// How a run ended.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How each step ended, in order; [`Outcome::Unknown`] for those that never began.
    pub outcomes: Vec<Outcome>,
    /// Why steps are not done, with their places.
    pub failures: Vec<(usize, Failure)>,
    /// Whether somebody asked to stop.
    pub was_stopped: bool,
}

impl Summary {
    /// Whether every step that was asked for is done.
    pub fn is_complete(&self) -> bool {
        self.outcomes
            .iter()
            .all(|outcome| outcome.is_done() || *outcome == Outcome::Skipped)
    }

    /// How many steps ended so.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes.iter().filter(|it| **it == outcome).count()
    }
}

/// What a worker says to the run.
enum Said {
    Event(Event),
    Ended {
        place: usize,
        result: Result<(Outcome, Outputs), Failure>,
        took: Duration,
    },
    Journal(JournalError),
}

impl Run<'_> {
    /// Runs until every step has ended, or until somebody asks to stop.
    ///
    /// # Errors
    ///
    /// The journal cannot be written; nothing was begun that it does not have.
    pub fn go(&self, observer: &mut dyn Observer) -> Result<Summary, JournalError> {
        let places = self.tasks.iter().map(|task| Place {
            needs: task.needs.clone(),
            lane: task.lane(),
            mode: task.mode,
        });
        let mut schedule = Schedule::new(places.collect(), self.options.parallel);
        let mut summary = Summary::default();
        let mut inputs = Inputs::new();
        let mut broken = None;
        let (say, hear) = mpsc::channel();
        thread::scope(|scope| {
            loop {
                let urgency = self.interrupt.urgency();
                if urgency != Urgency::None && !summary.was_stopped {
                    summary.was_stopped = true;
                    observer.hear(&Event::Stopping);
                }
                while broken.is_none() && urgency == Urgency::None {
                    let Some(place) = schedule.start() else { break };
                    let say = say.clone();
                    let inputs = inputs.clone();
                    observer.hear(&Event::Started { place });
                    scope.spawn(move || self.work(place, &inputs, &say));
                }
                if schedule.running().next().is_none() {
                    break;
                }
                match hear.recv_timeout(self.options.tick) {
                    Ok(Said::Event(event)) => observer.hear(&event),
                    Ok(Said::Journal(error)) => broken = Some(error),
                    Ok(Said::Ended {
                        place,
                        result,
                        took,
                    }) => {
                        let (outcome, failure) = match result {
                            Ok((outcome, outputs)) => {
                                inputs.insert(self.tasks[place].step.id.clone(), outputs);
                                (outcome, None)
                            }
                            Err(failure) => (failure.outcome(), Some(failure)),
                        };
                        for blocked in schedule.end(place, outcome) {
                            observer.hear(&Event::Ended {
                                place: blocked,
                                outcome: Outcome::Blocked,
                                failure: None,
                                took: Duration::ZERO,
                            });
                        }
                        observer.hear(&Event::Ended {
                            place,
                            outcome,
                            failure: failure.clone(),
                            took,
                        });
                        summary
                            .failures
                            .extend(failure.map(|failure| (place, failure)));
                    }
                    Err(RecvTimeoutError::Timeout) => observer.hear(&Event::Tick),
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
        });
        summary.outcomes = (0..self.tasks.len())
            .map(|place| schedule.outcome(place).unwrap_or(Outcome::Interrupted))
            .collect();
        summary.failures.sort_by_key(|(place, _)| *place);
        match broken {
            Some(error) => Err(error),
            None => Ok(summary),
        }
    }

    fn work(&self, place: usize, inputs: &Inputs, say: &Sender<Said>) {
        let begun = self.clock.now();
        let waiting = |text: Text| {
            // Nobody listens where the run has been given up.
            let _ = say.send(Said::Event(Event::Waiting { place, text }));
        };
        let watch = Watch {
            clock: self.clock,
            interrupt: self.interrupt,
            until: begun + self.options.limit,
            waiting: &waiting,
        };
        let result = self.carry(place, inputs, &watch, say);
        let took = self.clock.now().saturating_sub(begun);
        let task = &self.tasks[place];
        let result = result.and_then(|result| {
            if task.mode == Mode::Carry {
                self.write(&outcome_record(task, &result, took, self.clock))?;
            }
            Ok(result)
        });
        let result = match result {
            Ok(result) => result,
            Err(error) => {
                let _ = say.send(Said::Journal(error));
                let text = text!("apply-journal-broken");
                Err(Failure::new(Cause::NotStarted, text))
            }
        };
        let _ = say.send(Said::Ended {
            place,
            result,
            took,
        });
    }

    /// Looks, writes the intent, carries out, and looks again where that went wrong.
    fn carry(
        &self,
        place: usize,
        inputs: &Inputs,
        watch: &Watch<'_>,
        say: &Sender<Said>,
    ) -> Result<Result<(Outcome, Outputs), Failure>, JournalError> {
        let task = &self.tasks[place];
        let sight = match self.executor.observe(task, inputs, watch) {
            Ok(sight) if sight.is_done() => {
                return Ok(Ok((Outcome::AlreadyDone, sight.outputs)));
            }
            Ok(sight) => sight,
            Err(failure) => return Ok(Err(failure)),
        };
        if task.mode == Mode::Look && sight.seen != Seen::Fleeting {
            return Ok(Err(not_done(&sight)));
        }
        // Somebody may have asked to stop while this step was looked at.
        if self.interrupt.urgency() != Urgency::None {
            let text = text!("apply-not-begun");
            return Ok(Err(Failure::new(Cause::Interrupted, text)));
        }
        if !task.only_looks() {
            self.write(&Record::Intent {
                verb: task.direction.as_str().to_owned(),
                step: task.step.id.to_string(),
                at: self.clock.unix(),
                found: sight.found.clone(),
            })?;
        }
        let _ = say.send(Said::Event(Event::Carrying { place }));
        let failure = match self.executor.perform(task, &sight, inputs, watch) {
            Ok(outputs) => return Ok(Ok((Outcome::Done, outputs))),
            Err(failure) => failure,
        };
        if task.only_looks() || failure.cause.wrote_nothing() {
            return Ok(Err(failure));
        }
        // A tool that fails may have done all of it before.
        let watch = Watch {
            until: watch.until.max(self.clock.now() + Duration::from_mins(1)),
            ..*watch
        };
        Ok(match self.executor.observe(task, inputs, &watch) {
            Ok(sight) if sight.is_done() => Ok((Outcome::Done, sight.outputs)),
            _ => Err(failure),
        })
    }

    fn write(&self, record: &Record) -> Result<(), JournalError> {
        self.journal
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .append(record)
    }
}

fn not_done(sight: &Sight) -> Failure {
    let text = match &sight.seen {
        Seen::Unready(text) => text.clone(),
        _ => text!("apply-needed-and-not-done"),
    };
    Failure::contradiction(text)
}

fn outcome_record(
    task: &Task<'_>,
    result: &Result<(Outcome, Outputs), Failure>,
    took: Duration,
    clock: &dyn Clock,
) -> Record {
    let (outcome, cause, address) = match result {
        Ok((outcome, outputs)) => (*outcome, None, outputs.address.as_ref()),
        Err(failure) => (failure.outcome(), Some(failure.cause), None),
    };
    Record::Outcome {
        verb: task.direction.as_str().to_owned(),
        step: task.step.id.to_string(),
        at: clock.unix(),
        outcome: outcome.as_str().to_owned(),
        cause: cause.map(|cause| cause.as_str().to_owned()),
        address: address.map(ToString::to_string),
        millis: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
    }
}
