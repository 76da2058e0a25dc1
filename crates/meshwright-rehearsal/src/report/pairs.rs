//! Lists told by ordered pairs of clusters.

use serde::Serialize;

use crate::compare::Case;

/// What one cluster's proxies have of another cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    /// The callers' cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// The service that is shown: the first one that is in the called cluster.
    pub service: String,
    /// Its predicted entries.
    pub predicted: Vec<String>,
    /// Its entries as they were sent.
    pub real: Vec<String>,
    /// The rule that keeps the cluster out of the list, where it is out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether every list of the pair is as predicted, not only the one that is shown.
    pub agrees: bool,
}

/// One line for each ordered pair of clusters, of the lists in a world that nobody changed.
pub fn pairs(cases: &[Case]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for case in cases.iter().filter(|case| case.situation.is_none()) {
        for part in case.pairs.iter().filter(|part| part.to != case.from) {
            let agrees = part.predicted == part.real;
            let mut known = pairs.iter_mut();
            if let Some(pair) = known.find(|it| it.from == case.from && it.to == part.to) {
                pair.agrees &= agrees;
                continue;
            }
            pairs.push(Pair {
                from: case.from.clone(),
                to: part.to.clone(),
                service: case.service.clone(),
                predicted: part.predicted.clone(),
                real: part.real.clone(),
                rule: part.rule.clone(),
                agrees,
            });
        }
    }
    pairs
}
