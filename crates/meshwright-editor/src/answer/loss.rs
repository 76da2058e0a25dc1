//! Who loses what.

use serde::Deserialize;

/// A cluster in which something stops.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Stopped {
    /// The cluster.
    pub cluster: String,
    /// Why.
    pub because: String,
}

/// A pair of clusters that loses requests.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct PairLoss {
    /// The caller's cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// The part of its requests that breaks, 0 to 1.
    pub share: f64,
    /// Why.
    pub because: String,
}

/// Who loses what.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// What is lost, in words.
    pub text: Vec<String>,
    /// The part of all requests between clusters that breaks at once, 0 to 1.
    pub share: f64,
    /// The clusters that are gone.
    pub gone: Vec<String>,
    /// The clusters whose proxies keep old configuration.
    pub old_configuration: Vec<Stopped>,
    /// The clusters that cannot start pods of the mesh.
    pub no_new_pods: Vec<Stopped>,
    /// The pairs that lose requests.
    pub pairs: Vec<PairLoss>,
}

impl WhatIf {
    /// What becomes of a cluster: `gone`, `stopped` (no new pods), `old` (old configuration),
    /// `loses` (some requests), `fine`.
    pub fn state(&self, cluster: &str) -> &'static str {
        let stopped = |all: &[Stopped]| all.iter().any(|it| it.cluster == cluster);
        if self.gone.iter().any(|it| it == cluster) {
            "gone"
        } else if stopped(&self.no_new_pods) {
            "stopped"
        } else if stopped(&self.old_configuration) {
            "old"
        } else if self.pairs.iter().any(|it| it.from == cluster) {
            "loses"
        } else {
            "fine"
        }
    }
}
