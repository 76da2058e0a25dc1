//! The external control plane of a release.

use serde::Deserialize;

use super::Fact;

/// The external control plane.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct External {
    /// The page of Istio's documentation, below `content/en/docs`.
    pub guide: Fact<String>,
    /// Whether istiod reads its configuration from a config cluster; otherwise it reads that of
    /// the cluster it runs in, and serves one remote alone.
    pub config_cluster: Fact<bool>,
    /// `spec.profile` of the config cluster.
    pub config_cluster_profile: Fact<String>,
    /// The path in the config cluster's IstioOperator's spec that is set to true beside its
    /// profile, so that it gets Istio's kinds and accounts; `None` where there is no such cluster.
    pub config_cluster_value: Fact<Option<String>>,
    /// The ServiceAccount in the config cluster whose credential istiod reads it with.
    pub config_account: Fact<ConfigAccount>,
    /// Whether the guide has `istioctl install` in the clusters of an external control plane;
    /// otherwise what `istioctl manifest generate` prints is applied there.
    pub istioctl_install: Fact<bool>,
    /// Whether the remote needs `components.istiodRemote` beside its profile.
    pub istiod_remote_component: Fact<bool>,
    /// Where the remote secret of a second remote goes.
    pub second_secret: Fact<SecondSecret>,
    /// The path of the injection URL, after `https://ADDRESS:15017`, with `{cluster}` and
    /// `{network}` where it names them. [`crate::Release::injection_url_path`] fills it.
    pub injection_url: Fact<String>,
    /// Whether the remotes may reach istiod at an IP address, without a public certificate.
    pub ip_mode: Fact<bool>,
    /// The environment variable that makes istiod read remote secrets in the cluster it runs in;
    /// `None` where it reads them in the config cluster.
    pub local_secret_watcher_env: Fact<Option<String>>,
    /// The path in the config cluster's IstioOperator's spec that takes the revision of
    /// validation and of unlabelled namespaces; `None` where it is not set.
    pub default_revision_value: Fact<Option<String>>,
    /// Whether the ServiceAccount `istiod-service-account` has to be made by hand before istiod.
    pub creates_service_account: Fact<bool>,
    /// The path in istiod's IstioOperator's spec that is set to false, because the config cluster
    /// has the validation webhook; `None` where it is not set.
    pub config_validation_value: Fact<Option<String>>,
    /// The path in istiod's IstioOperator's spec that is set to true beside the environment
    /// variable `EXTERNAL_ISTIOD`; `None` where it is not set.
    pub external_istiod_value: Fact<Option<String>>,
    /// Whether istiod's IstioOperator names the config cluster and its network.
    pub cluster_name_on_external: Fact<bool>,
    /// The API version of the PodDisruptionBudgets that `istioctl manifest generate` prints, which
    /// asks no cluster for its version.
    pub generated_budget: Fact<String>,
}

/// The ServiceAccount whose credential the external istiod reads its config cluster with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfigAccount {
    /// `istiod-service-account`, the same for all revisions.
    ServiceAccount,
    /// It has the name of istiod's Service, with the revision.
    Istiod,
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
