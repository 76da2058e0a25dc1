//! A look at every step, one cluster beside the other, that changes nothing.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::clock::Clock;
use crate::executor::{Executor, Inputs, Seen, Sight, Task, Watch};
use crate::interrupt::{Interrupt, Urgency};
use crate::outcome::{Failure, Outcome};
use crate::schedule::{Mode, Place, Schedule};

/// How long a look at one step may take.
const LIMIT: Duration = Duration::from_mins(2);

/// What was seen of a step.
#[derive(Clone, Debug)]
pub struct Look {
    /// The step's place among the tasks.
    pub place: usize,
    /// What was seen; `None` where somebody asked to stop before.
    pub sight: Option<Result<Sight, Failure>>,
}

impl Look {
    /// Whether the step is as it should be, or has to be looked for each time.
    pub fn is_well(&self) -> bool {
        matches!(
            &self.sight,
            Some(Ok(Sight {
                seen: Seen::Done | Seen::Fleeting,
                ..
            }))
        )
    }
}

/// Looks at every task, in the order of what each needs; `heard` is told of each.
pub fn survey(
    tasks: &[Task<'_>],
    executor: &dyn Executor,
    clock: &dyn Clock,
    interrupt: &Interrupt,
    parallel: usize,
    heard: &mut dyn FnMut(&Look),
) -> Vec<Look> {
    let places = tasks.iter().map(|task| Place {
        needs: task.needs.clone(),
        lane: task.lane(),
        mode: Mode::Carry,
    });
    let mut schedule = Schedule::new(places.collect(), parallel);
    let mut looks: Vec<Look> = (0..tasks.len())
        .map(|place| Look { place, sight: None })
        .collect();
    let mut inputs = Inputs::new();
    let (say, hear) = mpsc::channel();
    thread::scope(|scope| {
        loop {
            while interrupt.urgency() == Urgency::None {
                let Some(place) = schedule.start() else { break };
                let (say, inputs) = (say.clone(), inputs.clone());
                scope.spawn(move || {
                    let watch = Watch {
                        clock,
                        interrupt,
                        until: clock.now() + LIMIT,
                        waiting: &|_| {},
                    };
                    let sight = executor.observe(&tasks[place], &inputs, &watch);
                    // Nobody listens where the survey has been given up.
                    let _ = say.send((place, sight));
                });
            }
            if schedule.running().next().is_none() {
                break;
            }
            let Ok((place, sight)) = hear.recv() else {
                break;
            };
            if let Ok(sight) = &sight {
                inputs.insert(tasks[place].step.id.clone(), sight.outputs.clone());
            }
            // A step that is not done keeps nobody from looking at the next.
            schedule.end(place, Outcome::Done);
            looks[place].sight = Some(sight);
            heard(&looks[place]);
        }
    });
    looks
}
