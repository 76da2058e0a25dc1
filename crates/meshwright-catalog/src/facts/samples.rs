//! Istio's samples and guides of a release.

use serde::Deserialize;

use super::Fact;

/// Istio's samples and guides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Samples {
    /// The sample that requests are sent from, also its label `app` and its container.
    pub client: Fact<String>,
    /// Whether the guides expose services on the remote as well, without effect.
    pub exposes_services_on_remote: Fact<bool>,
    /// Whether the guides attach a remote after its gateway, too late.
    pub attaches_after_gateway: Fact<bool>,
    /// Whether the documentation states how far control plane and proxies may be apart.
    pub skew_policy: Fact<bool>,
    /// Whether an upgrade by revision may leave out one minor.
    pub revision_upgrade_skips_a_minor: Fact<bool>,
    /// Whether the guides say how to clean up.
    pub cleanup_section: Fact<bool>,
    /// Whether the guides warn that a gateway with a host name does not suit a primary of remotes.
    pub warns_of_hostnames: Fact<bool>,
}
