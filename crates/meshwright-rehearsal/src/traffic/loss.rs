//! Parts that are lost while every client asks the sample: what share of the requests fails, for
//! how long, and who answers instead; beside what `what-if` says.
//!
//! A loss is real: processes are killed, or a firewall cuts a network off. `what-if` knows no
//! retries, so requests may fare better than it says, and never worse.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use meshwright_core::diag::{Words, text};
use meshwright_core::graph::MeshGraph;
use meshwright_core::graph::what_if::{Losses, Part};
use meshwright_core::istiod::predictor;
use meshwright_core::model::{ClusterIndex, Mesh, NetworkIndex};
use serde::Serialize;

use super::ask::Answer;
use super::load::Load;
use super::{SAMPLE, Traffic};
use crate::play::Lost;
use crate::trouble::Trouble;
use crate::world::{addresses, wait_until};

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
/// What was on its way when the part was gone may still be answered.
const BLINK: u64 = 300;
/// How long istiods and API servers may take to come back.
const PATIENCE: Duration = Duration::from_mins(3);

/// When a part was taken away, in milliseconds after the first request.
#[derive(Clone, Copy, Debug)]
struct Moment {
    /// It began.
    from: u64,
    /// It was gone.
    to: u64,
}

impl Traffic<'_> {
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
    ) -> Result<LossReport, Trouble> {
        let gone = match part {
            Part::Cluster(cluster) => Some(cluster),
            _ => None,
        };
        let load = Load {
            service: format!("{}.{}", SAMPLE.0, SAMPLE.1),
            port: 5000,
            lasts: BEFORE + AFTER,
        };
        let asking = self.begin(&load, gone.map(|it| it.0))?;
        let start = Instant::now();
        std::thread::sleep(BEFORE);
        let from = millis(start);
        let killed = self.take(mesh, part)?;
        let moment = Moment {
            from,
            to: millis(start),
        };
        let heard = self.end(asking);
        self.give_back(mesh, graph, part, &killed)?;
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
        let gone = gone.map(name);
        Ok(judge(
            words.say(&part.text(mesh)),
            &heard?,
            moment,
            &predicted,
            gone.as_deref(),
        ))
    }

    /// Takes a part away; the places of the pods that were killed.
    fn take(&mut self, mesh: &Mesh, part: Part) -> Result<Vec<usize>, Trouble> {
        let stage = self.stage;
        match part {
            Part::Gateway(cluster) => {
                stage.lose(Lost::Gateway(cluster.0), true);
                self.kill(|pod| pod.cluster == cluster.0 && pod.is_gateway)
            }
            Part::Cluster(cluster) => {
                stage.lose(Lost::Gateway(cluster.0), true);
                stage.lose(Lost::ControlPlane(cluster.0), true);
                self.kill(|pod| pod.cluster == cluster.0)
            }
            Part::ControlPlane(cluster) => {
                stage.lose(Lost::ControlPlane(cluster.0), true);
                if let Some(cluster) = stage.clusters().get(cluster.0) {
                    let what = || text!("rehearse-istiod", cluster = &cluster.name);
                    wait_until(PATIENCE, &what, || Ok(!stage.has_istiod(cluster)))?;
                }
                Ok(Vec::new())
            }
            Part::ApiServer(cluster) => {
                if let Some(cluster) = stage.clusters().get(cluster.0) {
                    self.world.stop_api_server(cluster)?;
                }
                Ok(Vec::new())
            }
            Part::Network(network) => {
                self.cut(mesh, network, true)?;
                Ok(Vec::new())
            }
            Part::Root(_) => Ok(Vec::new()),
        }
    }

    /// Brings it back, and waits until every proxy has its lists.
    fn give_back(
        &mut self,
        mesh: &Mesh,
        graph: &MeshGraph,
        part: Part,
        killed: &[usize],
    ) -> Result<(), Trouble> {
        let stage = self.stage;
        if let (Part::ApiServer(_), Some(host)) = (part, part.host())
            && let Some(cluster) = stage.clusters().get(host.0)
        {
            self.world.start_again(cluster)?;
        }
        if let Part::Network(network) = part {
            self.cut(mesh, network, false)?;
        }
        if let Some(host) = part.host() {
            stage.lose(Lost::Gateway(host.0), false);
            stage.lose(Lost::ControlPlane(host.0), false);
        }
        for cluster in stage.clusters() {
            let what = || text!("rehearse-istiod", cluster = &cluster.name);
            wait_until(PATIENCE, &what, || {
                let sent = stage.lists(cluster, &[]);
                Ok(matches!(sent, Some(Ok(lists)) if !lists.clusters.is_empty()))
            })?;
        }
        self.revive(killed)?;
        self.catch_up(&predictor(mesh, graph).of_sample())
    }

    /// Cuts every way between the pods of a network and those of others, or mends them.
    fn cut(&self, mesh: &Mesh, network: NetworkIndex, is_cut: bool) -> Result<(), Trouble> {
        for (one, inside) in mesh.clusters().filter(|(_, it)| it.network == network) {
            for (other, outside) in mesh.clusters().filter(|(_, it)| it.network != network) {
                let inside = addresses::pods(one.0, &inside.pod_cidrs).to_string();
                let outside = addresses::pods(other.0, &outside.pod_cidrs).to_string();
                self.wires.cut(&inside, &outside, is_cut)?;
                self.wires.cut(&outside, &inside, is_cut)?;
            }
        }
        Ok(())
    }
}

fn millis(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Judges what was heard of a loss.
fn judge(
    lost: String,
    heard: &[(String, Vec<Answer>)],
    moment: Moment,
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
        let is_after = |it: &&Answer| it.at > moment.to + BLINK;
        let mut errors: BTreeMap<String, u32> = BTreeMap::new();
        let mut failing_millis = 0;
        let mut sent = 0;
        for answer in answers.iter().filter(|it| it.at > moment.from) {
            sent += 1;
            if let Some(error) = &answer.error {
                *errors.entry(error.clone()).or_default() += 1;
                failing_millis = answer.at + answer.took / 1000 - moment.from;
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
            let before = count(
                answers
                    .iter()
                    .filter(|it| it.at <= moment.from)
                    .filter(of)
                    .count(),
            );
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

    use super::{Moment, judge};
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

    const AT: Moment = Moment {
        from: 1000,
        to: 1000,
    };

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
        let report = judge("x".to_owned(), &heard, AT, &lost("a", "b"), None);
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
        assert!(!judge("x".to_owned(), &heard, AT, &lost("a", "b"), None).agrees);
    }

    #[test]
    fn a_caller_that_loses_nothing_must_not_see_an_error() {
        let heard = [(
            "c".to_owned(),
            answers(&[(0, Some("c")), (1500, None), (2000, Some("c"))]),
        )];
        assert!(!judge("x".to_owned(), &heard, AT, &lost("a", "b"), None).agrees);
        let heard = [(
            "c".to_owned(),
            answers(&[(0, Some("c")), (2000, Some("c"))]),
        )];
        assert!(judge("x".to_owned(), &heard, AT, &lost("a", "b"), None).agrees);
        assert!(!judge("x".to_owned(), &[], AT, &lost("a", "b"), None).agrees);
    }
}
