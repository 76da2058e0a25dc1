//! What is said of a topology after each change, and how one cluster reaches another.

use std::collections::BTreeMap;

use meshwright_core::diag::ModelPath;
use serde::Deserialize;

use super::{Finding, Fix, Severity};

/// What ties two networks together.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct NetworkLink {
    /// One network.
    pub left: String,
    /// The other.
    pub right: String,
    /// Pairs of clusters, in both directions.
    pub pair_count: usize,
    /// Those of them whose requests arrive.
    pub reached_count: usize,
    /// The clusters whose gateways let requests into the left one.
    pub left_gateways: Vec<String>,
    /// The clusters whose gateways let requests into the right one.
    pub right_gateways: Vec<String>,
}

/// What is said of a topology after each change.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// The deployment models.
    pub models: Vec<String>,
    /// Whether nothing is in the plan's way.
    pub complete: bool,
    /// How many steps the plan has.
    pub step_count: usize,
    /// The clusters, in the order of the rows and columns of `reach`.
    pub clusters: Vec<String>,
    /// For each cluster, how it reaches each: `s` itself, `d` directly, `g` through gateways,
    /// `x` not. Empty where there are too many clusters for all pairs.
    pub reach: Vec<String>,
    /// For each cluster with an istiod and each cluster, whether it discovers it: `y` or `n`,
    /// and `-` for a cluster without istiod.
    pub discovers: Vec<String>,
    /// For each cluster, the number of its root of trust; absent where it has none.
    pub roots: Vec<Option<usize>>,
    /// What ties networks together.
    pub links: Vec<NetworkLink>,
    /// What there is to say.
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// How `from` reaches `to`; `None` where that is not known.
    pub fn reach(&self, from: &str, to: &str) -> Option<char> {
        let place = |name: &str| self.clusters.iter().position(|it| it == name);
        let (from, to) = (place(from)?, place(to)?);
        let row = self.reach.get(from)?;
        row.as_bytes().get(to).map(|&byte| char::from(byte))
    }

    /// How many findings there are of each severity, the worst first.
    pub fn counts(&self) -> [usize; 3] {
        let count = |severity| {
            self.findings
                .iter()
                .filter(|it| it.severity == severity)
                .count()
        };
        [
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info),
        ]
    }

    /// The worst finding about each cluster and each network, by its path such as
    /// `clusters/east`, with how many there are.
    pub fn marks(&self) -> BTreeMap<String, (Severity, usize)> {
        let mut marks: BTreeMap<String, (Severity, usize)> = BTreeMap::new();
        for finding in &self.findings {
            let path = ModelPath::parse(&finding.path);
            let [list, name, ..] = path.segments() else {
                continue;
            };
            let mark = marks
                .entry(format!("{list}/{name}"))
                .or_insert((finding.severity, 0));
            mark.0 = mark.0.min(finding.severity);
            mark.1 += 1;
        }
        marks
    }
}

/// One thing that has to hold for a request to arrive.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Hop {
    /// What it is about.
    pub kind: String,
    /// Whether it holds.
    pub passes: bool,
    /// What makes it hold or break.
    pub text: String,
    /// The place in the topology that it comes from.
    pub path: String,
}

/// How one cluster reaches another.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Why {
    /// The caller's cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// Whether requests arrive.
    pub arrives: bool,
    /// `same`, `direct`, `gateway` or `broken`.
    pub verdict: String,
    /// What has to hold, in order.
    pub hops: Vec<Hop>,
    /// Repairs for the first that breaks.
    pub fixes: Vec<Fix>,
}
