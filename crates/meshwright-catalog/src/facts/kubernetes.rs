//! The Kubernetes versions of a release.

use serde::Deserialize;

use super::Fact;

/// The Kubernetes versions that a release runs on; minors such as `1.33`, oldest first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Kubernetes {
    /// Supported by the project.
    pub supported: Fact<Vec<String>>,
    /// Tested by the project, without support.
    pub tested: Fact<Vec<String>>,
    /// The oldest minor that istioctl takes without complaint.
    pub istioctl_minimum: Fact<String>,
}
