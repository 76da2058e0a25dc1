//! What a release offers to keep traffic near or in its cluster.

use serde::Deserialize;

use super::{Fact, Since};
use crate::feature::Support;

/// Means to prefer, or to insist on, nearer endpoints.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Traffic {
    /// Whether a DestinationRule has `localityLbSetting.failoverPriority`.
    pub failover_priority: Fact<Since>,
    /// Whether `topology.istio.io/cluster` may be one of its keys.
    pub cluster_label_priority: Fact<bool>,
    /// Whether mesh config has `serviceSettings`, which keep a Service inside its cluster.
    pub cluster_local_settings: Fact<bool>,
    /// How far the field `trafficDistribution` of Services and the annotation
    /// `networking.istio.io/traffic-distribution` have come; alpha means: in ambient alone.
    pub traffic_distribution: Fact<Support>,
}
