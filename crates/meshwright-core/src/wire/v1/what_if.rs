//! Who loses what when parts of the mesh are lost, for programs.

use meshwright_diag::Words;
use meshwright_graph::what_if::{Because, Impact, WhatIf};
use meshwright_model::{ClusterIndex, Mesh};
use serde::Serialize;

use super::API_VERSION;

/// What follows from one loss.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhatIfRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `WhatIf`.
    pub kind: &'static str,
    /// The numbers.
    #[serde(flatten)]
    pub impact: ImpactRecord,
    /// The clusters that are gone.
    pub gone: Vec<String>,
    /// The clusters that notice nothing but lost requests.
    pub running: Vec<String>,
    /// The clusters whose proxies keep old configuration.
    pub old_configuration: Vec<StoppedRecord>,
    /// The clusters that cannot start pods of the mesh.
    pub no_new_pods: Vec<StoppedRecord>,
    /// The istiods that do not follow a cluster any more.
    pub unwatched: Vec<UnwatchedRecord>,
    /// The pairs that lose requests.
    pub pairs: Vec<PairLossRecord>,
    /// The part of all its requests that each caller loses, where it spreads evenly.
    pub callers: Vec<CallerRecord>,
}

/// Losses by how much they cost, the worst first.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LossesRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Losses`.
    pub kind: &'static str,
    /// The losses.
    pub losses: Vec<ImpactRecord>,
}

/// What a loss costs, in numbers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImpactRecord {
    /// What is lost, as `--lose` takes it.
    pub lost: Vec<String>,
    /// What is lost, in words.
    pub text: Vec<String>,
    /// The part of all requests between clusters that breaks at once, 0 to 1.
    pub share: f64,
    /// Ordered pairs of clusters that lose requests.
    pub pair_count: usize,
    /// Clusters that are gone.
    pub gone_count: usize,
    /// Clusters whose proxies keep old configuration.
    pub old_configuration_count: usize,
    /// Clusters that cannot start pods of the mesh.
    pub no_new_pods_count: usize,
    /// Pairs of an istiod and a cluster that it does not follow any more.
    pub unwatched_count: usize,
}

/// A cluster in which something stops.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoppedRecord {
    /// The cluster.
    pub cluster: String,
    /// Why.
    pub because: String,
    /// `certificates-expire`, `streams-end` or `unlimited`.
    pub until: &'static str,
    /// Until when proxies go on, in words.
    pub until_text: String,
}

/// An istiod and a cluster that it does not follow any more.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnwatchedRecord {
    /// The cluster of the istiod.
    pub istiod: String,
    /// The cluster.
    pub cluster: String,
}

/// A pair of clusters that loses requests.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PairLossRecord {
    /// The caller's cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// The part of its requests that breaks, 0 to 1.
    pub share: f64,
    /// Why.
    pub because: String,
}

/// What the callers of a cluster lose.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallerRecord {
    /// The cluster.
    pub cluster: String,
    /// The part of all its requests that breaks, 0 to 1.
    pub share: f64,
}

impl WhatIfRecord {
    /// The wire form of `told`.
    pub fn new(told: &WhatIf, mesh: &Mesh, words: &Words) -> Self {
        let name = |cluster: ClusterIndex| mesh[cluster].name.to_string();
        let names = |clusters: &[ClusterIndex]| clusters.iter().map(|&it| name(it)).collect();
        let stopped = |clusters: &[(ClusterIndex, Because)]| {
            let record = |&(cluster, because): &(ClusterIndex, Because)| StoppedRecord {
                cluster: name(cluster),
                because: words.say(&because.text(mesh)),
                until: because.until().as_str(),
                until_text: words.say(&because.until().text()),
            };
            clusters.iter().map(record).collect()
        };
        Self {
            api_version: API_VERSION,
            kind: "WhatIf",
            impact: ImpactRecord::new(&told.impact, mesh, words),
            gone: names(&told.gone),
            running: names(&told.running),
            old_configuration: stopped(&told.old_config),
            no_new_pods: stopped(&told.no_new_pods),
            unwatched: told
                .unwatched
                .iter()
                .map(|&(istiod, cluster)| UnwatchedRecord {
                    istiod: name(istiod),
                    cluster: name(cluster),
                })
                .collect(),
            pairs: told
                .pairs
                .iter()
                .map(|pair| PairLossRecord {
                    from: name(pair.from),
                    to: name(pair.to),
                    share: pair.share,
                    because: words.say(&pair.because.text(mesh)),
                })
                .collect(),
            callers: told
                .callers
                .iter()
                .map(|caller| CallerRecord {
                    cluster: name(caller.cluster),
                    share: caller.share,
                })
                .collect(),
        }
    }
}

impl LossesRecord {
    /// The wire form of `impacts`.
    pub fn new(impacts: &[Impact], mesh: &Mesh, words: &Words) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "Losses",
            losses: impacts
                .iter()
                .map(|impact| ImpactRecord::new(impact, mesh, words))
                .collect(),
        }
    }
}

impl ImpactRecord {
    fn new(impact: &Impact, mesh: &Mesh, words: &Words) -> Self {
        let parts = impact.parts.iter();
        Self {
            lost: parts.clone().map(|part| part.reference(mesh)).collect(),
            text: parts.map(|part| words.say(&part.text(mesh))).collect(),
            share: impact.share,
            pair_count: impact.n_pairs,
            gone_count: impact.n_gone,
            old_configuration_count: impact.n_old_config,
            no_new_pods_count: impact.n_no_new_pods,
            unwatched_count: impact.n_unwatched,
        }
    }
}
