//! What a primary of a release needs and offers.

use serde::Deserialize;

use super::Fact;

/// What a primary needs and offers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Primary {
    /// The path in the IstioOperator's spec that makes a primary serve remotes, to be set to
    /// true; `None` where a remote needs nothing of the kind.
    pub external_istiod_value: Fact<Option<String>>,
    /// The annotation of a remote's system namespace that names the primaries which may write
    /// into it; `None` where any may.
    pub control_plane_clusters_annotation: Fact<Option<String>>,
    /// Whether istiod refuses a remote secret whose kubeconfig runs a program or names files.
    pub refuses_kubeconfig_programs: Fact<super::Since>,
    /// The environment variable of istiod that names a directory of kubeconfigs.
    pub kubeconfig_directory_env: Fact<Option<String>>,
    /// The path of the trust domain in the IstioOperator's spec.
    pub trust_domain_value: Fact<String>,
    /// Whether istiod reads the trust domain of a watched cluster from that cluster.
    pub watches_remote_trust_domain: Fact<bool>,
}
