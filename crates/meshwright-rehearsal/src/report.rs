//! What a rehearsal found, for programs and for people.

mod junit;
mod markdown;
mod pairs;
mod table;
mod verdict;

use meshwright_core::diag::Words;
use serde::Serialize;

use crate::compare::Case;
use crate::diagnose::Cause;
use crate::lose::Loss;
use crate::script::Run;
use crate::traffic::report::TrafficReport;

pub use pairs::{Pair, pairs};

/// What a rehearsal found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of the wire types.
    pub api_version: &'static str,
    /// `Rehearsal`.
    pub kind: &'static str,
    /// The name of the mesh.
    pub mesh: String,
    /// The release of Istio that was installed.
    pub istio: String,
    /// The release of Kubernetes that it was installed on.
    pub kubernetes: String,
    /// In what the rehearsed mesh differs from the one in the file.
    pub remarks: Vec<String>,
    /// The clusters and how long each took to start.
    pub clusters: Vec<Started>,
    /// The scripts that were run, in order.
    pub runs: Vec<Run>,
    /// Endpoint lists, predicted and sent.
    pub cases: Vec<Case>,
    /// How many of them agree.
    pub agreeing: usize,
    /// What came back for requests between real proxies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traffic: Option<TrafficReport>,
    /// Whether the plan was carried out a second time.
    pub is_repeated: bool,
    /// What the second run changed: cluster, and the objects that it made or made anew.
    pub changed: Vec<Changed>,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// What was there after the undo and not before: cluster and objects.
    pub left: Vec<Changed>,
    /// What else was tried: what `apply`, `drift` and `undo` promise.
    pub proofs: Vec<Proof>,
    /// Parts that were taken away, and what followed.
    pub losses: Vec<Loss>,
    /// Why it did not pass, as far as that was found.
    pub causes: Vec<Cause>,
    /// What a rehearsal cannot show.
    pub not_rehearsed: Vec<String>,
    /// Whether everything is as it should be.
    pub passed: bool,
    /// Seconds from the first process to the last.
    pub seconds: f64,
}

/// A cluster that was started.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// Its name.
    pub name: String,
    /// Seconds.
    pub seconds: f64,
}

/// Objects of a cluster that should not have changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// The cluster.
    pub cluster: String,
    /// `added`, `removed` or `replaced`.
    pub how: &'static str,
    /// `kind.group namespace/name`.
    pub object: String,
}

/// A promise, and whether it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// The promise.
    pub name: &'static str,
    /// Whether it was kept.
    pub holds: bool,
    /// What was seen; empty where there is nothing to say.
    pub detail: String,
}

impl Proof {
    /// A promise without anything more to say.
    pub const fn new(name: &'static str, holds: bool) -> Self {
        Self {
            name,
            holds,
            detail: String::new(),
        }
    }
}

impl Report {
    /// Whether everything is as it should be.
    pub fn is_well(&self) -> bool {
        self.runs.iter().all(|run| run.reached_end)
            && self.cases.iter().all(|case| case.agrees)
            && self.changed.is_empty()
            && self.left.is_empty()
            && self.causes.is_empty()
            && self.proofs.iter().all(|proof| proof.holds)
            && self.losses.iter().all(|loss| loss.agrees)
            && self.traffic.as_ref().is_none_or(TrafficReport::passed)
    }

    /// The report as JUnit has it.
    pub fn junit(&self, words: &Words) -> String {
        junit::render(self, words)
    }

    /// The report as Markdown.
    pub fn markdown(&self, words: &Words) -> String {
        markdown::render(self, words)
    }

    /// The report as a table.
    pub fn table(&self, words: &Words) -> String {
        table::render(self, words)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use meshwright_core::diag::{Language, Words};

    use super::{Changed, Report, Run};
    use crate::compare::Case;
    use crate::script::RunStep;

    pub(super) fn report() -> Report {
        Report {
            api_version: "v1",
            kind: "Rehearsal",
            mesh: "shop".to_owned(),
            istio: "1.26.0".to_owned(),
            kubernetes: "1.32.2".to_owned(),
            remarks: Vec::new(),
            clusters: Vec::new(),
            runs: vec![Run {
                script: "run.sh".to_owned(),
                seconds: 3.5,
                reached_end: true,
                steps: vec![RunStep {
                    id: "east/check".to_owned(),
                    title: "Check east".to_owned(),
                    seconds: 1.0,
                }],
                said: String::new(),
            }],
            traffic: None,
            cases: vec![Case {
                from: "east".to_owned(),
                service: "web.shop".to_owned(),
                port: 80,
                cluster: "outbound|80||web.shop.svc.cluster.local".to_owned(),
                proxy: "sample".to_owned(),
                situation: None,
                pairs: Vec::new(),
                predicted: vec!["10.0.0.1:80 w1 mTLS healthy".to_owned()],
                real: Some(Vec::new()),
                agrees: false,
                notes: vec!["D20: nobody watches west".to_owned()],
            }],
            agreeing: 0,
            is_repeated: true,
            changed: vec![Changed {
                cluster: "east".to_owned(),
                how: "replaced",
                object: "services.core a/b".to_owned(),
            }],
            is_undone: false,
            left: Vec::new(),
            proofs: Vec::new(),
            losses: Vec::new(),
            causes: Vec::new(),
            not_rehearsed: vec!["traffic".to_owned()],
            passed: false,
            seconds: 60.0,
        }
    }

    pub(super) fn words() -> Words {
        let sources = [meshwright_core::sources(), &[crate::WORDS]].concat();
        assert_eq!(
            Words::mistakes(Language::En, &[crate::WORDS]),
            Vec::<String>::new()
        );
        Words::new(Language::En, &sources)
    }

    #[test]
    fn a_difference_shows_both_lists_and_the_rule() {
        let table = report().table(&words());
        for part in [
            "east/check",
            "≠ east",
            "10.0.0.1:80 w1 mTLS healthy",
            "D20: nobody watches west",
            "replaced  services.core a/b",
            "0 of 1",
        ] {
            assert!(table.contains(part), "{part}\n{table}");
        }
    }

    #[test]
    fn a_script_that_stopped_is_the_verdict() {
        let mut report = report();
        report.runs[0].reached_end = false;
        report.runs[0].said = "meshwright: no answer".to_owned();
        let table = report.table(&words());
        assert!(table.contains("meshwright: no answer"), "{table}");
        assert!(
            table.trim_end().ends_with("stopped at `east/check`"),
            "{table}"
        );
    }
}
