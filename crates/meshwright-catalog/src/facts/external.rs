//! The external control plane of a release.

use serde::Deserialize;

use super::Fact;

/// The external control plane.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct External {
    /// The page of Istio's documentation, below `content/en/docs`.
    pub guide: Fact<String>,
    /// `spec.profile` of the config cluster.
    pub config_cluster_profile: Fact<String>,
    /// Where the remote secret of a second remote goes.
    pub second_secret: Fact<SecondSecret>,
}

/// Where the remote secret of a second remote goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondSecret {
    /// Nowhere is said.
    Unknown,
    /// Into the config cluster.
    ConfigCluster,
    /// Into the cluster that runs istiod.
    ExternalCluster,
}
