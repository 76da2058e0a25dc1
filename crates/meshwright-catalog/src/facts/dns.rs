//! DNS over clusters in a release.

use serde::Deserialize;

use super::Fact;

/// How workloads find Services of other clusters by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Dns {
    /// The key of `proxyMetadata` that makes sidecars answer DNS, with the value `"true"`.
    pub capture_env: Fact<String>,
    /// The key of `proxyMetadata` that gives addresses to ServiceEntries without one; `None`
    /// where [`Dns::allocation_controller`] does so by default.
    pub auto_allocate_env: Fact<Option<String>>,
    /// Whether a controller in istiod gives addresses to ServiceEntries without one.
    pub allocation_controller: Fact<AllocationController>,
    /// Whether headless Services work over the clusters of one network.
    pub headless_across_clusters: Fact<bool>,
}

/// The controller that gives addresses to ServiceEntries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AllocationController {
    /// There is none.
    Never,
    /// It works when told to.
    OptIn,
    /// It works unless told not to.
    Default,
}
