//! The command line of a release.

use serde::Deserialize;

use super::Fact;

/// The commands of istioctl that a multicluster runbook needs.
///
/// A command is the words after `istioctl`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Istioctl {
    /// Prints the remote secret of a cluster.
    pub create_remote_secret: Fact<Vec<String>>,
    /// Whether `istioctl x create-remote-secret` works too.
    pub create_remote_secret_alias: Fact<bool>,
    /// Whether it has `--secret-name`.
    pub secret_name_flag: Fact<bool>,
    /// Whether it has `--tls-server-name`.
    pub tls_server_name_flag: Fact<bool>,
    /// Whether it makes the token Secret that Kubernetes 1.24 and later do not make by themselves.
    pub creates_token_secret: Fact<bool>,
    /// The ServiceAccount of `--type=config` where none is given.
    pub config_service_account: Fact<String>,
    /// Removes an installation.
    pub uninstall: Fact<Vec<String>>,
    /// Whether it removes all that a file has installed; otherwise what belongs to istiod, and
    /// gateways and webhooks stay.
    pub uninstalls_whole: Fact<bool>,
    /// Whether `istioctl x uninstall` works too.
    pub uninstall_alias: Fact<bool>,
    /// Lists the clusters that an istiod watches; `None` where there is no such command.
    pub remote_clusters: Fact<Option<Vec<String>>>,
    /// The columns that it prints.
    pub remote_clusters_columns: Fact<Option<Vec<String>>>,
    /// The columns that `istioctl proxy-status` prints.
    pub proxy_status_columns: Fact<Vec<String>>,
    /// Asks whether a cluster can take an installation.
    pub precheck: Fact<Vec<String>>,
    /// Asks an istiod for a debug page; `None` where there is no such command.
    pub internal_debug: Fact<Option<Vec<String>>>,
    /// Compares an installation with its manifests; `None` where there is no such command.
    pub verify_install: Fact<Option<Vec<String>>>,
    /// Manages revision tags; `None` where there is no such command.
    pub revision_tag: Fact<Option<Vec<String>>>,
    /// What `istioctl analyze` sees of other clusters.
    pub analyze: Fact<Analyze>,
}

/// What `istioctl analyze` sees of other clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Analyze {
    /// Nothing.
    OneCluster,
    /// The clusters whose remote secrets it finds.
    RemoteSecrets,
    /// These, and the clusters of `--remote-contexts`.
    RemoteSecretsAndContexts,
}
