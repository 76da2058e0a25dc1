//! What the Sail operator makes of a release.

use serde::Deserialize;

use super::Fact;

/// The Sail operator that can install a release.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Sail {
    /// The API version of its resources; `None` where no operator installs the release.
    pub api: Fact<Option<String>>,
    /// The newest operator that installs this minor, in full, such as `1.30.3`.
    pub operator: Fact<Option<String>>,
    /// The patches that this operator installs, oldest first; it refuses all others.
    pub versions: Fact<Vec<String>>,
    /// The address of the operator's chart repository.
    pub chart_repository: Fact<String>,
    /// The operator's chart in that repository.
    pub chart: Fact<String>,
}
