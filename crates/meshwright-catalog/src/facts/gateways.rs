//! East-west gateways and networks of a release.

use serde::Deserialize;

use super::Fact;

/// East-west gateways, what they expose, and how istiod finds them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Gateways {
    /// The newest version of `networking.istio.io` that is served, to be written in manifests.
    pub networking_api: Fact<String>,
    /// Every version of `networking.istio.io` that is served, oldest first.
    pub networking_apis_served: Fact<Vec<String>>,
    /// The environment variable by which a gateway shows its own network only.
    pub requested_network_view_env: Fact<Option<String>>,
    /// The environment variable that makes the gateway route by SNI; `None` where istiod sees
    /// it by itself.
    pub router_mode_env: Fact<Option<String>>,
    /// `injectionTemplate` of the gateway; `None` where its pod is written out in full.
    pub injection_template: Fact<Option<String>>,
    /// Whether an injection webhook has to work before the gateway's pods can start.
    pub pod_is_injected: Fact<bool>,
    /// The keys below `values.global` that the gateway's IstioOperator sets.
    pub operator_global_values: Fact<Vec<String>>,
    /// Whether Istio's samples have an exposure of istiod by revision.
    pub exposes_istiod_by_revision: Fact<super::Since>,
    /// Whether Istio's sample manifests name the namespace `istio-system` themselves.
    pub samples_name_namespace: Fact<bool>,
    /// The flags that `gen-eastwest-gateway.sh` cannot do without.
    pub script_required_flags: Fact<Vec<String>>,
    /// The flags that it takes and does not use.
    pub script_ignored_flags: Fact<Vec<String>>,
    /// Whether it has `--ambient`.
    pub script_ambient_flag: Fact<bool>,
    /// The Helm chart of the gateway; `None` where there is none.
    pub helm_chart: Fact<Option<String>>,
    /// Whether that chart sets `spec.externalIPs`.
    pub helm_external_ips: Fact<bool>,
    /// Whether that chart can change the ports of a network gateway.
    pub helm_ports: Fact<bool>,
    /// How istiod learns network gateways from Gateway API resources.
    pub gateway_api_discovery: Fact<GatewayApiDiscovery>,
    /// Whether there is the GatewayClass `istio-remote`.
    pub istio_remote_class: Fact<bool>,
    /// Whether istiod resolves a gateway's host name.
    pub resolves_hostnames: Fact<bool>,
    /// Whether `meshNetworks` takes host names.
    pub mesh_networks_hostnames: Fact<bool>,
    /// Whether a labelled Service counts as gateway only when it has the port.
    pub service_port_checked: Fact<bool>,
    /// Where the network of an endpoint comes from; the first that is set counts.
    pub network_precedence: Fact<Vec<NetworkSource>>,
    /// Whether a proxy that does not know its network is sent through gateways.
    pub unset_network_uses_gateways: Fact<bool>,
    /// Whether the default ingress gateway opens 15443.
    pub ingress_opens_15443: Fact<bool>,
}

/// How istiod learns network gateways from Gateway API resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GatewayApiDiscovery {
    /// Not at all.
    Never,
    /// When told to.
    OptIn,
    /// Unless told not to.
    Default,
}

/// A place that says in which network an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkSource {
    /// `fromCidr` in `meshNetworks`.
    MeshNetworksCidr,
    /// `fromRegistry` in `meshNetworks`.
    MeshNetworksRegistry,
    /// Both of `meshNetworks`, the registry first.
    MeshNetworks,
    /// The pod's label `topology.istio.io/network`.
    PodLabel,
    /// `ISTIO_META_NETWORK` of the proxy.
    ProxyMetadata,
    /// The label of the system namespace.
    SystemNamespaceLabel,
}
