//! A loss told by cluster and by pair.

use meshwright_diag::{Text, text};
use meshwright_model::{ClusterIndex, Mesh};

use super::{Impact, Losses, Part, count};
use crate::Bits;
use crate::istiod::failure::{CERTIFICATE_H, STREAM_AGE_MIN};
use crate::say::Names;

/// Why something stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The called cluster is gone, and still in the lists of its callers.
    Gone,
    /// The istiod of this cluster is gone.
    ControlPlane {
        /// Its cluster.
        cluster: ClusterIndex,
    },
    /// The gateway through which the istiod of this cluster is reached is gone.
    ControlGateway {
        /// Its cluster.
        cluster: ClusterIndex,
    },
    /// The cluster's own API server is gone.
    OwnApiServer,
    /// The API server with the istiod's configuration is gone.
    ConfigApiServer {
        /// Its cluster.
        cluster: ClusterIndex,
    },
    /// The ways between networks are cut.
    Network,
    /// A gateway in front of the called cluster is gone, and still in the lists of callers.
    Gateway,
    /// A root is not trusted any more.
    Root,
}

impl Because {
    /// The reason as half a sentence.
    pub fn text(self, mesh: &Mesh) -> Text {
        let names = Names::of(mesh);
        match self {
            Self::Gone => text!("because-gone"),
            Self::ControlPlane { cluster } => {
                text!("because-control-plane", cluster = names.cluster(cluster))
            }
            Self::ControlGateway { cluster } => {
                text!("because-control-gateway", cluster = names.cluster(cluster))
            }
            Self::OwnApiServer => text!("because-own-api-server"),
            Self::ConfigApiServer { cluster } => {
                text!(
                    "because-config-api-server",
                    cluster = names.cluster(cluster)
                )
            }
            Self::Network => text!("because-network"),
            Self::Gateway => text!("because-gateway"),
            Self::Root => text!("because-root"),
        }
    }

    /// Until when proxies keep what they have.
    pub const fn until(self) -> Until {
        match self {
            // Certificates are signed over the same connection as configuration comes.
            Self::ControlPlane { .. } | Self::ControlGateway { .. } | Self::Network => {
                Until::CertificatesExpire
            }
            Self::OwnApiServer => Until::StreamsEnd,
            Self::ConfigApiServer { .. } => Until::Unlimited,
            Self::Gone | Self::Gateway | Self::Root => Until::Unlimited,
        }
    }
}

/// Until when proxies go on with the configuration they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Until their certificates expire: 12 to 24 hours.
    CertificatesExpire,
    /// Streams last 30 minutes at most; then as when certificates expire.
    StreamsEnd,
    /// As long as it takes; nothing can be changed meanwhile.
    Unlimited,
}

impl Until {
    /// The time as half a sentence.
    pub fn text(self) -> Text {
        match self {
            Self::CertificatesExpire => text!(
                "until-certificates",
                half = u64::from(CERTIFICATE_H / 2),
                whole = u64::from(CERTIFICATE_H)
            ),
            Self::StreamsEnd => text!(
                "until-streams",
                minutes = u64::from(STREAM_AGE_MIN),
                half = u64::from(CERTIFICATE_H / 2),
                whole = u64::from(CERTIFICATE_H)
            ),
            Self::Unlimited => text!("until-unlimited"),
        }
    }

    /// The word for it in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CertificatesExpire => "certificates-expire",
            Self::StreamsEnd => "streams-end",
            Self::Unlimited => "unlimited",
        }
    }
}

/// A pair of clusters that loses requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairLoss {
    /// The caller's cluster.
    pub from: ClusterIndex,
    /// The called cluster.
    pub to: ClusterIndex,
    /// The part of its requests that breaks, 0 to 1.
    pub share: f64,
    /// Why.
    pub because: Because,
}

/// What the callers of a cluster lose, where they spread evenly over all that they reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caller {
    /// The cluster.
    pub cluster: ClusterIndex,
    /// The part of all their requests that breaks, 0 to 1.
    pub share: f64,
}

/// What follows from a loss.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// The numbers.
    pub impact: Impact,
    /// The clusters that are gone.
    pub gone: Vec<ClusterIndex>,
    /// The clusters that notice nothing but lost requests.
    pub running: Vec<ClusterIndex>,
    /// The clusters whose proxies keep old configuration, and why.
    pub old_config: Vec<(ClusterIndex, Because)>,
    /// The clusters that cannot start pods of the mesh, and why.
    pub no_new_pods: Vec<(ClusterIndex, Because)>,
    /// The istiods that do not follow a cluster any more: istiod, cluster.
    pub unwatched: Vec<(ClusterIndex, ClusterIndex)>,
    /// The pairs that lose requests.
    pub pairs: Vec<PairLoss>,
    /// The callers that lose requests.
    pub callers: Vec<Caller>,
}

impl Losses<'_> {
    /// What follows from losing these parts at once, each list in the order of the document.
    pub fn what_if(&self, parts: &[Part]) -> WhatIf {
        let state = self.state(parts);
        let all: Vec<ClusterIndex> = self.graph.indices().collect();
        let (gone, alive): (Vec<_>, Vec<_>) = all.iter().partition(|&&it| state.is_gone(it));
        let told = |tell: &dyn Fn(ClusterIndex) -> Option<Because>| -> Vec<_> {
            let found = alive.iter().filter_map(|&it| Some((it, tell(it)?)));
            found.collect()
        };
        let old_config = told(&|it| self.old_config(&state, it));
        let no_new_pods = told(&|it| self.no_new_pods(&state, it));
        let is_hurt = |cluster: &&ClusterIndex| {
            let mut hurt = old_config.iter().chain(&no_new_pods);
            hurt.any(|(it, _)| it == *cluster)
        };
        let runs = |cluster: &&ClusterIndex| {
            let facts = self.graph.cluster(**cluster);
            facts.is_some_and(|it| it.has_workloads)
        };
        let mut pairs = Vec::new();
        let mut callers = Vec::new();
        for &from in &alive {
            let before = pairs.len();
            let row = self.rows.row(from);
            let reached = row
                .into_iter()
                .flat_map(Bits::iter)
                .filter(|&to| to != from);
            for to in reached {
                if let Some((share, because)) = self.pair_share(&state, from, to) {
                    pairs.push(PairLoss {
                        from,
                        to,
                        share,
                        because,
                    });
                }
            }
            let lost: f64 = pairs[before..]
                .iter()
                .map(|pair: &PairLoss| pair.share)
                .sum();
            if lost > 0.0 {
                callers.push(Caller {
                    cluster: from,
                    share: lost / count(row.map_or(1, Bits::len).max(1)),
                });
            }
        }
        WhatIf {
            impact: self.impact(parts),
            running: alive
                .iter()
                .filter(runs)
                .filter(|it| !is_hurt(it))
                .copied()
                .collect(),
            unwatched: self.unwatched(&state).collect(),
            gone,
            old_config,
            no_new_pods,
            pairs,
            callers,
        }
    }
}
