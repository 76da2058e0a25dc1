//! The ambient data plane of several clusters in a release.

use serde::Deserialize;

use super::Fact;

/// The ambient data plane over several clusters; `None` and `false` where it cannot do that.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Ambient {
    /// The environment variable of istiod that switches several networks on.
    pub multi_network_env: Fact<Option<String>>,
    /// The GatewayClass of an east-west gateway.
    pub gateway_class: Fact<Option<String>>,
    /// The API version of that Gateway in the release's own script.
    pub gateway_api: Fact<Option<String>>,
    /// The path in the values of chart `ztunnel` that takes the network.
    pub ztunnel_network_value: Fact<Option<String>>,
    /// Whether the profile `ambient` makes Services labelled `istio.io/global=true` global.
    pub scope_configs: Fact<bool>,
    /// Whether a waypoint sends requests to other networks.
    pub waypoints_cross_networks: Fact<bool>,
    /// The GatewayClass that declares a gateway of another network by its address.
    pub remote_gateway_class: Fact<Option<String>>,
    /// Whether an east-west gateway may have listeners that pass TLS through, beside the tunnel.
    pub passthrough_listeners: Fact<bool>,
}
