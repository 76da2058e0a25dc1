//! Which step comes next: several clusters at a time, one step at a time in each.
//!
//! Pure: who carries steps out, and when, is not known here.

use std::collections::BTreeMap;

use meshwright_core::plan::{Step, Target};

use crate::outcome::Outcome;

/// What is done about a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is carried out where it is not done.
    Carry,
    /// It is looked at; what needs it waits in vain where it is not done.
    Look,
    /// Nothing.
    Skip,
}

/// Which steps somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// This step and all that it needs.
    pub until: Option<String>,
    /// These steps alone; what they need must be done already.
    pub only: Vec<String>,
}

impl Selection {
    /// The first name that no step has.
    pub fn stranger(&self, steps: &[Step]) -> Option<&str> {
        let mut names = self.until.iter().chain(&self.only);
        names
            .find(|name| steps.iter().all(|step| step.id.to_string() != **name))
            .map(String::as_str)
    }

    /// What is done about each of `steps`, which come in the order of what they need.
    pub fn modes(&self, steps: &[Step]) -> Vec<Mode> {
        let names: Vec<String> = steps.iter().map(|step| step.id.to_string()).collect();
        let mut modes = vec![Mode::Skip; steps.len()];
        for (place, name) in names.iter().enumerate() {
            let is_until = self.until.as_ref() == Some(name);
            if self.only.contains(name) || is_until {
                modes[place] = Mode::Carry;
            }
        }
        if self.until.is_none() && self.only.is_empty() {
            return vec![Mode::Carry; steps.len()];
        }
        let passed_on = if self.only.is_empty() {
            Mode::Carry
        } else {
            Mode::Look
        };
        let places: BTreeMap<_, usize> = steps
            .iter()
            .enumerate()
            .map(|(place, step)| (&step.id, place))
            .collect();
        for place in (0..steps.len()).rev() {
            if modes[place] == Mode::Skip {
                continue;
            }
            for need in &steps[place].needs {
                if let Some(&before) = places.get(need)
                    && modes[before] == Mode::Skip
                {
                    modes[before] = passed_on;
                }
            }
        }
        modes
    }
}

/// Where a step is in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Ended(Outcome),
}

/// A place in a schedule: what the step needs, and its lane.
#[derive(Clone, Debug)]
pub struct Place {
    /// The places of what comes before.
    pub needs: Vec<usize>,
    /// Where it is carried out.
    pub lane: Target,
    /// What is done about it.
    pub mode: Mode,
}

/// The steps of a run, in an order that respects what each needs.
#[derive(Debug)]
pub struct Schedule {
    places: Vec<Place>,
    states: Vec<State>,
    parallel: usize,
}

impl Schedule {
    /// A schedule for at most `parallel` steps at a time.
    pub fn new(places: Vec<Place>, parallel: usize) -> Self {
        let states = places
            .iter()
            .map(|place| match place.mode {
                Mode::Skip => State::Ended(Outcome::Skipped),
                Mode::Carry | Mode::Look => State::Waiting,
            })
            .collect();
        Self {
            places,
            states,
            parallel: parallel.max(1),
        }
    }

    /// Takes the next step that can begin; `None` while none can.
    pub fn start(&mut self) -> Option<usize> {
        let running: Vec<Target> = self
            .running()
            .map(|place| self.places[place].lane)
            .collect();
        if running.len() >= self.parallel {
            return None;
        }
        let place = (0..self.places.len()).find(|&place| {
            self.states[place] == State::Waiting
                && !running.contains(&self.places[place].lane)
                && self.places[place].needs.iter().all(
                    |&need| matches!(self.states[need], State::Ended(outcome) if outcome.is_done()),
                )
        })?;
        self.states[place] = State::Running;
        Some(place)
    }

    /// Notes how a step ended; the steps that are blocked by it, in order.
    pub fn end(&mut self, place: usize, outcome: Outcome) -> Vec<usize> {
        self.states[place] = State::Ended(outcome);
        let mut blocked = Vec::new();
        for later in 0..self.places.len() {
            let is_blocked = self.states[later] == State::Waiting
                && self.places[later].needs.iter().any(|&need| {
                    matches!(self.states[need], State::Ended(outcome) if !outcome.is_done())
                });
            if is_blocked {
                self.states[later] = State::Ended(Outcome::Blocked);
                blocked.push(later);
            }
        }
        blocked
    }

    /// The steps that are under way.
    pub fn running(&self) -> impl Iterator<Item = usize> {
        let states = self.states.iter().enumerate();
        states.filter_map(|(place, state)| (*state == State::Running).then_some(place))
    }

    /// How a step ended; `None` while it has not.
    pub fn outcome(&self, place: usize) -> Option<Outcome> {
        match self.states[place] {
            State::Ended(outcome) => Some(outcome),
            State::Waiting | State::Running => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use meshwright_core::model::ClusterIndex;
    use meshwright_core::plan::Target;

    use super::{Mode, Place, Schedule};
    use crate::outcome::Outcome;

    fn place(needs: &[usize], lane: usize) -> Place {
        Place {
            needs: needs.to_vec(),
            lane: Target::Cluster(ClusterIndex(lane)),
            mode: Mode::Carry,
        }
    }

    #[test]
    fn clusters_go_side_by_side_and_steps_of_one_cluster_do_not() {
        let places = vec![place(&[], 0), place(&[], 0), place(&[], 1), place(&[0], 1)];
        let mut schedule = Schedule::new(places, 4);
        assert_eq!(schedule.start(), Some(0));
        assert_eq!(schedule.start(), Some(2), "1 is in the lane of 0");
        assert_eq!(schedule.start(), None);
        schedule.end(0, Outcome::Done);
        assert_eq!(schedule.start(), Some(1));
        assert_eq!(schedule.start(), None, "3 is in the lane of 2");
        schedule.end(2, Outcome::AlreadyDone);
        assert_eq!(schedule.start(), Some(3));
    }

    #[test]
    fn no_more_run_than_are_allowed() {
        let places = (0..5).map(|lane| place(&[], lane)).collect();
        let mut schedule = Schedule::new(places, 2);
        assert!(schedule.start().is_some() && schedule.start().is_some());
        assert_eq!(schedule.start(), None);
    }

    #[test]
    fn a_failure_blocks_what_needs_it_and_nothing_else() {
        let places = vec![place(&[], 0), place(&[0], 0), place(&[1], 1), place(&[], 2)];
        let mut schedule = Schedule::new(places, 4);
        assert_eq!(schedule.start(), Some(0));
        assert_eq!(schedule.end(0, Outcome::Failed), [1, 2]);
        assert_eq!(schedule.outcome(2), Some(Outcome::Blocked));
        assert_eq!(schedule.start(), Some(3));
    }
}
