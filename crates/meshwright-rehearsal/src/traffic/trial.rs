//! Failures while requests run: what breaks, who answers instead, for how long; beside what was
//! predicted.
//!
//! A closed way is a firewall's: its prediction is that of the same mesh with the same entry in
//! `connectivity`. A loss is real too: the processes of the part are killed while every client
//! asks the sample, and its prediction is that of `what-if`, which knows no retries: so requests
//! may fare better than predicted, and never worse.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use meshwright_core::diag::Words;
use meshwright_core::graph::MeshGraph;
use meshwright_core::graph::predict::Fault;
use meshwright_core::graph::what_if::{Losses, Part};
use meshwright_core::istiod::predictor;
use meshwright_core::model::{ClusterIndex, Connectivity, End, Mesh};
use serde::Serialize;

use super::ask::Answer;
use super::fault::FaultReport;
use super::fault::closed::CLOSED_PORT;
use super::load::Load;
use super::report::TrafficReport;
use super::workload::GATEWAY_PORT;
use super::{SAMPLE, Traffic};
use crate::play::Lost;
use crate::trouble::Trouble;
use crate::world::addresses;

/// A failure that is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// The port of gateways is closed between two clusters, one way.
    Close(ClusterIndex, ClusterIndex),
    /// A part is lost under load.
    Lose(Part),
    /// A mistake is made.
    Fault(Fault),
}

/// What a loss did to the requests that ran.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LossReport {
    /// What was lost.
    pub lost: String,
    /// What callers saw after the loss.
    pub callers: Vec<LossCaller>,
    /// Who answered whom, before and after.
    pub pairs: Vec<LossPair>,
    /// Whether the pairs that lost requests are the predicted ones, and no others.
    pub agrees: bool,
}

/// What the client of one cluster saw after a loss.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LossCaller {
    /// Its cluster.
    pub from: String,
    /// How many requests it sent.
    pub sent: u32,
    /// How many failed.
    pub failed: u32,
    /// From the loss to the last failure.
    pub failing_millis: u64,
    /// Errors and how often each came.
    pub errors: Vec<(String, u32)>,
}

/// A pair of clusters before and after a loss.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LossPair {
    /// The caller's cluster.
    pub from: String,
    /// The cluster that answers.
    pub to: String,
    /// The part of the pair's requests that what-if says breaks, 0 to 1, without retries.
    pub predicted: f64,
    /// Answers before the loss.
    pub before: u32,
    /// Answers after it.
    pub after: u32,
}

/// How long clients ask before a loss, and after it.
const BEFORE: Duration = Duration::from_secs(5);
const AFTER: Duration = Duration::from_secs(12);
/// What was on its way when the part was lost may still be answered.
const BLINK: u64 = 300;
/// How long a proxy may take to see that a part is back.
const BACK: Duration = Duration::from_secs(3);

impl Traffic<'_> {
    /// Closes a way, asks, and opens it again.
    ///
    /// # Errors
    ///
    /// A rule is refused, or a pod is gone.
    pub(super) fn close_way(
        &mut self,
        mesh: &Mesh,
        from: ClusterIndex,
        to: ClusterIndex,
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        let (Some(one), Some(other)) = (mesh.clusters.get(from.0), mesh.clusters.get(to.0)) else {
            return Ok(());
        };
        let mut closed = mesh.clone();
        closed.connectivity.push(Connectivity {
            from: Some(End::Cluster(from)),
            to: Some(End::Cluster(to)),
            ports: vec![GATEWAY_PORT],
            allow: false,
            reason: None,
        });
        let graph = MeshGraph::build(&closed);
        let predictors = [predictor(&closed, &graph).of_sample()];
        let ranges = (
            addresses::pods(from.0, &one.pod_cidrs).to_string(),
            addresses::pods(to.0, &other.pod_cidrs).to_string(),
        );
        let situation = format!("{GATEWAY_PORT} {} -> {}", one.name, other.name);
        self.wires.close(&ranges.0, &ranges.1, true)?;
        let first = report.cases.len();
        let asked = self.measure_in(&situation, &closed, &predictors, &[from, to], words, report);
        let causes = self.closed_ports(mesh, words);
        self.wires.close(&ranges.0, &ranges.1, false)?;
        asked?;
        let causes = causes?;
        let measured = report.cases.get(first..).unwrap_or_default();
        let is_found = causes.iter().any(|it| it.name == CLOSED_PORT);
        report.faults.push(FaultReport {
            fault: situation,
            lists_agree: true,
            agrees: is_found && measured.iter().all(|it| it.agrees),
            causes,
        });
        Ok(())
    }

    /// Loses a part while every client asks the sample, and brings it back.
    ///
    /// # Errors
    ///
    /// A pod is gone that should not be, or does not come back.
    pub(super) fn lose(
        &mut self,
        mesh: &Mesh,
        graph: &MeshGraph,
        part: Part,
        words: &Words,
    ) -> Result<Option<LossReport>, Trouble> {
        let (Part::Gateway(cluster) | Part::Cluster(cluster)) = part else {
            return Ok(None);
        };
        let gone = matches!(part, Part::Cluster(_)).then_some(cluster.0);
        let load = Load {
            service: format!("{}.{}", SAMPLE.0, SAMPLE.1),
            port: 5000,
            lasts: BEFORE + AFTER,
        };
        let asking = self.begin(&load, gone)?;
        let start = Instant::now();
        std::thread::sleep(BEFORE);
        let at = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.stage.lose(Lost::Gateway(cluster.0), true);
        let killed =
            self.kill(|pod| pod.cluster == cluster.0 && (gone.is_some() || pod.is_gateway))?;
        let heard = self.end(asking);
        self.stage.lose(Lost::Gateway(cluster.0), false);
        self.revive(&killed)?;
        std::thread::sleep(BACK);
        let what_if = Losses::new(mesh, graph).what_if(&[part]);
        let name = |index: ClusterIndex| {
            let cluster = mesh.clusters.get(index.0);
            cluster.map_or_else(String::new, |it| it.name.to_string())
        };
        let predicted: BTreeMap<(String, String), f64> = what_if
            .pairs
            .iter()
            .map(|it| ((name(it.from), name(it.to)), it.share))
            .collect();
        let gone = gone.map(|it| name(ClusterIndex(it)));
        Ok(Some(judge(
            words.say(&part.text(mesh)),
            &heard?,
            at,
            &predicted,
            gone.as_deref(),
        )))
    }
}

/// Judges what was heard of a loss at `at`.
fn judge(
    lost: String,
    heard: &[(String, Vec<Answer>)],
    at: u64,
    predicted: &BTreeMap<(String, String), f64>,
    gone: Option<&str>,
) -> LossReport {
    let mut report = LossReport {
        lost,
        callers: Vec::new(),
        pairs: Vec::new(),
        agrees: !heard.is_empty(),
    };
    for (from, answers) in heard {
        let is_after = |it: &&Answer| it.at > at + BLINK;
        let mut errors: BTreeMap<String, u32> = BTreeMap::new();
        let mut failing_millis = 0;
        let mut sent = 0;
        for answer in answers.iter().filter(|it| it.at > at) {
            sent += 1;
            if let Some(error) = &answer.error {
                *errors.entry(error.clone()).or_default() += 1;
                failing_millis = answer.at + answer.took / 1000 - at;
            }
        }
        let failed = errors.values().sum();
        let mut may_fail = false;
        let to: BTreeSet<&String> = answers
            .iter()
            .filter_map(|it| it.cluster.as_ref())
            .collect();
        for to in to {
            let of = |it: &&Answer| it.cluster.as_ref() == Some(to);
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let before = count(answers.iter().filter(|it| it.at <= at).filter(of).count());
            let after = count(answers.iter().filter(is_after).filter(of).count());
            let key = (from.clone(), to.clone());
            let share = predicted.get(&key).copied().unwrap_or(0.0);
            may_fail |= share > 0.0 || gone == Some(to);
            // What is lost altogether must not answer; what is not lost must.
            let is_dead = share >= 1.0 || gone == Some(to);
            report.agrees &= if is_dead { after == 0 } else { after > 0 };
            report.pairs.push(LossPair {
                from: from.clone(),
                to: to.clone(),
                predicted: if gone == Some(to) { 1.0 } else { share },
                before,
                after,
            });
        }
        report.agrees &= may_fail || failed == 0;
        report.callers.push(LossCaller {
            from: from.clone(),
            sent,
            failed,
            failing_millis,
            errors: errors.into_iter().collect(),
        });
    }
    report
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::judge;
    use crate::traffic::ask::Answer;

    fn answers(list: &[(u64, Option<&str>)]) -> Vec<Answer> {
        let answer = |(at, cluster): &(u64, Option<&str>)| Answer {
            at: *at,
            took: 1000,
            cluster: cluster.map(str::to_owned),
            error: cluster.is_none().then(|| "503".to_owned()),
        };
        list.iter().map(answer).collect()
    }

    fn lost(from: &str, to: &str) -> BTreeMap<(String, String), f64> {
        [((from.to_owned(), to.to_owned()), 1.0)].into()
    }

    #[test]
    fn what_is_lost_must_not_answer_and_what_is_not_must() {
        let good = answers(&[
            (0, Some("a")),
            (1, Some("b")),
            (1500, None),
            (2000, Some("a")),
        ]);
        let heard = [("a".to_owned(), good)];
        let report = judge("x".to_owned(), &heard, 1000, &lost("a", "b"), None);
        assert!(report.agrees, "{report:?}");
        assert_eq!((report.callers[0].sent, report.callers[0].failed), (2, 1));
        assert_eq!(report.callers[0].failing_millis, 501);
        let still = answers(&[
            (0, Some("a")),
            (1, Some("b")),
            (2000, Some("b")),
            (2001, Some("a")),
        ]);
        let heard = [("a".to_owned(), still)];
        assert!(!judge("x".to_owned(), &heard, 1000, &lost("a", "b"), None).agrees);
    }

    #[test]
    fn a_caller_that_loses_nothing_must_not_see_an_error() {
        let heard = [(
            "c".to_owned(),
            answers(&[(0, Some("c")), (1500, None), (2000, Some("c"))]),
        )];
        assert!(!judge("x".to_owned(), &heard, 1000, &lost("a", "b"), None).agrees);
        let heard = [(
            "c".to_owned(),
            answers(&[(0, Some("c")), (2000, Some("c"))]),
        )];
        assert!(judge("x".to_owned(), &heard, 1000, &lost("a", "b"), None).agrees);
        assert!(!judge("x".to_owned(), &[], 1000, &lost("a", "b"), None).agrees);
    }
}
