//! What a journal says of each step.

use std::collections::BTreeMap;

use super::Record;
use crate::outcome::Outcome;

/// What is known of the runs so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// SHA-256 of the plan of the last run that applied.
    pub plan: Option<String>,
    /// The clusters' own names, as the last run found them.
    pub clusters: BTreeMap<String, String>,
    /// The verb of the last run.
    pub verb: Option<String>,
    /// Whether the last run is not known to have ended with every step done.
    pub is_unfinished: bool,
    /// When the last record was written, in seconds since 1970.
    pub at: Option<u64>,
    /// The steps that some run has touched.
    pub steps: BTreeMap<String, StepHistory>,
}

/// What is known of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepHistory {
    /// How it ended last; [`Outcome::Unknown`] where it was begun and nobody knows.
    pub outcome: Option<Outcome>,
    /// The verb of that.
    pub verb: String,
    /// Whether some run has carried it out, or begun to, and none has taken it back.
    pub is_ours: bool,
    /// The objects of the step that were there before the first run that carried it out.
    pub found: Vec<String>,
    /// The address that it yields.
    pub address: Option<String>,
}

impl History {
    /// Reads records in order.
    pub fn of(records: &[Record]) -> Self {
        let mut history = Self::default();
        for record in records {
            history.take(record);
        }
        history
    }

    fn take(&mut self, record: &Record) {
        match record {
            Record::Begin {
                verb,
                plan,
                at,
                clusters,
                ..
            } => {
                self.plan = Some(plan.clone());
                self.clusters.clone_from(clusters);
                self.verb = Some(verb.clone());
                self.is_unfinished = true;
                self.at = Some(*at);
            }
            Record::Intent {
                verb,
                step,
                at,
                found,
            } => {
                self.at = Some(*at);
                let step = self.steps.entry(step.clone()).or_default();
                step.outcome = Some(Outcome::Unknown);
                step.verb.clone_from(verb);
                if verb == "apply" && !step.is_ours {
                    step.is_ours = true;
                    step.found.clone_from(found);
                }
            }
            Record::Outcome {
                verb,
                step,
                at,
                outcome,
                address,
                ..
            } => {
                self.at = Some(*at);
                let step = self.steps.entry(step.clone()).or_default();
                let outcome = Outcome::parse(outcome).unwrap_or(Outcome::Unknown);
                step.outcome = Some(outcome);
                step.verb.clone_from(verb);
                if address.is_some() {
                    step.address.clone_from(address);
                }
                if verb == "undo" && outcome.is_done() {
                    step.is_ours = false;
                    step.found.clear();
                }
            }
            Record::End { at, complete, .. } => {
                self.at = Some(*at);
                self.is_unfinished = !complete;
            }
        }
    }

    /// Whether a run has begun the step with this verb and nobody knows how it ended.
    pub fn is_unknown(&self, verb: &str, step: &str) -> bool {
        self.steps
            .get(step)
            .is_some_and(|step| step.outcome == Some(Outcome::Unknown) && step.verb == verb)
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Record};
    use crate::outcome::Outcome;

    fn intent(verb: &str, found: &[&str]) -> Record {
        Record::Intent {
            verb: verb.to_owned(),
            step: "a/namespace".to_owned(),
            at: 1,
            found: found.iter().map(ToString::to_string).collect(),
        }
    }

    fn outcome(verb: &str, outcome: Outcome) -> Record {
        Record::Outcome {
            verb: verb.to_owned(),
            step: "a/namespace".to_owned(),
            at: 2,
            outcome: outcome.as_str().to_owned(),
            cause: None,
            address: None,
            millis: 1,
        }
    }

    #[test]
    fn an_intent_without_an_outcome_is_unknown() {
        let history = History::of(&[intent("apply", &[])]);
        assert!(history.is_unknown("apply", "a/namespace"));
        assert!(!history.is_unknown("undo", "a/namespace"));
    }

    #[test]
    fn what_was_there_first_is_remembered_over_repetitions() {
        let records = [
            intent("apply", &["Namespace/istio-system"]),
            intent("apply", &["Namespace/istio-system", "Service/a"]),
            outcome("apply", Outcome::Done),
            outcome("apply", Outcome::AlreadyDone),
        ];
        let history = History::of(&records);
        let step = &history.steps["a/namespace"];
        assert!(step.is_ours);
        assert_eq!(step.found, ["Namespace/istio-system"]);
    }

    #[test]
    fn a_step_that_was_found_done_is_not_ours_and_one_taken_back_neither() {
        let found = History::of(&[outcome("apply", Outcome::AlreadyDone)]);
        assert!(!found.steps["a/namespace"].is_ours);
        let records = [
            intent("apply", &[]),
            outcome("apply", Outcome::Done),
            intent("undo", &[]),
            outcome("undo", Outcome::Done),
        ];
        assert!(!History::of(&records).steps["a/namespace"].is_ours);
    }
}
