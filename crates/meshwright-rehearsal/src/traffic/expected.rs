//! What the prediction of an endpoint list means for requests: who answers which part of them.
//!
//! A proxy chooses among the entries of its list for each request. A gateway that passes TLS
//! through chooses among the pods behind it for each connection, and proxies keep connections: so
//! of clusters behind one gateway only the sum is a matter of chance that can be judged.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::diag::Words;
use meshwright_core::graph::istiod::{SentHealth, Via};
use meshwright_core::graph::{Prediction, Predictor};
use meshwright_core::model::{ClusterIndex, Mesh};

use super::ask::Tally;
use super::binomial::is_allowed;

/// What is expected of the requests of one caller to one port of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expected {
    /// Of those that are answered, the part that each cluster answers.
    pub(crate) shares: BTreeMap<String, f64>,
    /// Clusters that share what one gateway gets, or that are alone.
    pub(crate) groups: Vec<BTreeSet<String>>,
    /// By which way each of these is reached.
    pub(crate) ways: BTreeMap<String, String>,
    /// The part that is sent where nobody answers; a proxy tries elsewhere where there is one.
    pub(crate) broken: f64,
    /// Why some are sent nowhere, and why clusters with the service are not asked.
    pub(crate) causes: Vec<String>,
}

impl Expected {
    /// Reads a prediction.
    pub(crate) fn of(
        mesh: &Mesh,
        predictor: &Predictor<'_>,
        list: &Prediction,
        words: &Words,
    ) -> Self {
        let mut expected = Self::default();
        let usable =
            |health: SentHealth| matches!(health, SentHealth::Healthy | SentHealth::Unknown);
        let entries = || list.entries.iter().filter(|it| usable(it.health));
        let first = entries().map(|it| it.priority).min();
        let mut weights: BTreeMap<ClusterIndex, f64> = BTreeMap::new();
        let mut broken = 0.0;
        for entry in entries().filter(|it| Some(it.priority) == first) {
            let weight = f64::from(entry.weight);
            if entry.broken.is_some() || entry.leads_to.is_empty() {
                broken += weight;
                expected.because(words.say(&predictor.entry_text(list, entry)));
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "a mesh has few clusters")]
            let each = weight / entry.leads_to.len() as f64;
            let group = entry.leads_to.iter().map(|it| name(mesh, *it));
            expected.together(group.collect());
            for cluster in &entry.leads_to {
                *weights.entry(*cluster).or_default() += each;
                let way = match (entry.via, entry.cluster) {
                    (Via::Gateway, Some(gateway)) => format!("gateway of {}", name(mesh, gateway)),
                    (Via::Gateway, None) => "gateway".to_owned(),
                    _ => "direct".to_owned(),
                };
                expected.ways.entry(name(mesh, *cluster)).or_insert(way);
            }
        }
        for missing in &list.missing {
            expected.because(words.say(&predictor.missing_text(list, missing)));
        }
        let working: f64 = weights.values().sum();
        if working > 0.0 {
            let shares = weights.into_iter();
            expected.shares = shares
                .map(|(it, weight)| (name(mesh, it), weight / working))
                .collect();
        }
        if working + broken > 0.0 {
            expected.broken = broken / (working + broken);
        }
        expected
    }

    /// Puts clusters into one group, with those that are in a group with any of them.
    fn together(&mut self, mut group: BTreeSet<String>) {
        let apart = |other: &BTreeSet<String>| other.is_disjoint(&group);
        let (others, joined): (Vec<_>, Vec<_>) = std::mem::take(&mut self.groups)
            .into_iter()
            .partition(apart);
        group.extend(joined.into_iter().flatten());
        self.groups = others;
        self.groups.push(group);
    }

    fn because(&mut self, cause: String) {
        if !self.causes.contains(&cause) {
            self.causes.push(cause);
        }
    }

    /// Whether what came back is what chance allows.
    ///
    /// Errors are allowed only where some requests are sent where nobody answers; a cluster that
    /// should not answer must not, and the others answer their part of what was answered.
    pub(crate) fn allows(&self, tally: &Tally) -> bool {
        let answered = tally.answered();
        if self.shares.is_empty() {
            return answered == 0 && tally.sent > 0;
        }
        if answered == 0 || (self.broken == 0.0 && tally.failed() > 0) {
            return false;
        }
        let is_known = |cluster: &String| self.shares.contains_key(cluster);
        tally.answers.keys().all(is_known)
            && self.groups.iter().all(|group| {
                let count = group.iter().filter_map(|it| tally.answers.get(it)).sum();
                let share: f64 = group.iter().filter_map(|it| self.shares.get(it)).sum();
                is_allowed(
                    count,
                    answered,
                    if share > 1.0 - 1e-9 { 1.0 } else { share },
                )
            })
    }
}

fn name(mesh: &Mesh, index: ClusterIndex) -> String {
    let cluster = mesh.clusters.get(index.0);
    cluster.map_or_else(String::new, |it| it.name.to_string())
}

#[cfg(test)]
mod tests {
    use super::Expected;
    use crate::traffic::ask::Tally;

    fn tally(answers: &[(&str, u32)], failed: u32) -> Tally {
        let mut tally = Tally::default();
        for (cluster, count) in answers {
            tally.answers.insert((*cluster).to_owned(), *count);
        }
        if failed > 0 {
            tally.errors.insert("503".to_owned(), failed);
        }
        tally.sent = tally.answered() + tally.failed();
        tally
    }

    fn expected(shares: &[(&str, f64)], broken: f64) -> Expected {
        let alone = |(it, _): &(&str, f64)| [(*it).to_owned()].into();
        Expected {
            groups: shares.iter().map(alone).collect(),
            shares: shares
                .iter()
                .map(|(it, share)| ((*it).to_owned(), *share))
                .collect(),
            broken,
            ..Expected::default()
        }
    }

    #[test]
    fn shares_are_judged_by_chance() {
        let half = expected(&[("east", 0.5), ("west", 0.5)], 0.0);
        assert!(half.allows(&tally(&[("east", 110), ("west", 90)], 0)));
        assert!(!half.allows(&tally(&[("east", 150), ("west", 50)], 0)));
        assert!(!half.allows(&tally(&[("east", 200)], 0)));
    }

    #[test]
    fn clusters_behind_one_gateway_are_judged_together() {
        let mut third = expected(&[("a", 1.0 / 3.0), ("b", 1.0 / 3.0), ("c", 1.0 / 3.0)], 0.0);
        let stuck = tally(&[("a", 134), ("c", 66)], 0);
        assert!(!third.allows(&stuck));
        third.together(["a".to_owned(), "b".to_owned()].into());
        assert_eq!(third.groups.len(), 2);
        assert!(third.allows(&stuck));
        assert!(!third.allows(&tally(&[("a", 100), ("c", 100)], 0)));
    }

    #[test]
    fn an_error_counts_where_none_is_expected_and_a_stranger_always() {
        let alone = expected(&[("east", 1.0)], 0.0);
        assert!(alone.allows(&tally(&[("east", 200)], 0)));
        assert!(!alone.allows(&tally(&[("east", 199)], 1)));
        assert!(!alone.allows(&tally(&[("east", 199), ("west", 1)], 0)));
        let half = expected(&[("east", 1.0)], 0.5);
        assert!(half.allows(&tally(&[("east", 180)], 20)));
    }

    #[test]
    fn where_nothing_works_nobody_may_answer() {
        let nothing = expected(&[], 1.0);
        assert!(nothing.allows(&tally(&[], 20)));
        assert!(!nothing.allows(&tally(&[("east", 1)], 20)));
        assert!(!nothing.allows(&tally(&[], 0)));
    }
}
