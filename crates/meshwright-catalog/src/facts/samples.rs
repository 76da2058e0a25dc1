//! Istio's samples and guides of a release.

use serde::Deserialize;

use super::Fact;

/// Istio's samples and guides, Helm charts, the Sail operator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Samples {
    /// The sample that requests are sent from, also its label `app` and its container.
    pub client: Fact<String>,
    /// Whether Istio's multicluster guides have Helm commands.
    pub helm_guides: Fact<bool>,
    /// The chart that makes a remote; `None` where there is none.
    pub helm_remote_chart: Fact<Option<String>>,
    /// The value `profile` of that chart; `None` to leave it out.
    pub helm_remote_profile: Fact<Option<String>>,
    /// The API version of the Sail operator's resources; `None` where it does not carry the release.
    pub sail_api: Fact<Option<String>>,
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
