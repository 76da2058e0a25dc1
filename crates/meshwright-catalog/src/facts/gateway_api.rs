//! The Kubernetes Gateway API of a release.

use serde::Deserialize;

use super::Fact;

/// The Kubernetes Gateway API that a release is built with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GatewayApi {
    /// The release of the Gateway API, such as `v1.5.1`; where Istio is built with a state
    /// between two releases, the one before it.
    pub version: Fact<Option<String>>,
    /// The API version of a TLSRoute that istiod reads by default; `None` where it has to be
    /// told to.
    pub tls_route: Fact<Option<String>>,
}
