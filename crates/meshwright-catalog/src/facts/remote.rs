//! What a remote of a release is made of.

use serde::Deserialize;

use super::{Fact, Since};

/// What a remote is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Remote {
    /// How a remote is installed.
    pub mode: Fact<RemoteMode>,
    /// `spec.profile` of its IstioOperator; `None` to leave it out.
    pub profile: Fact<Option<String>>,
    /// Whether it runs an istiod of its own for injection and certificates.
    pub local_istiod: Fact<bool>,
    /// Whether it needs `cacerts` under the mesh's root.
    pub needs_cacerts: Fact<bool>,
    /// The paths in the IstioOperator's spec that have to be set.
    pub operator_values: Fact<Vec<String>>,
    /// The injection path, with `{cluster}` and `{network}`; `None` where the remote injects
    /// for itself. [`crate::Release::injection_path`] fills it.
    pub injection_path: Fact<Option<String>>,
    /// The path of the value that takes the CA of an injection URL.
    pub injection_ca_bundle_value: Fact<Option<String>>,
    /// The path of the value that turns on an istiod for injection alone.
    pub local_injector_value: Fact<Option<String>>,
    /// The Service by which the remote's proxies find istiod.
    pub discovery_service: Fact<String>,
    /// Whether that Service's name ends with the revision.
    pub discovery_service_revisioned: Fact<Since>,
    /// What stands behind that Service where the primary's address is an IP address.
    pub ip_backing: Fact<IpBacking>,
    /// Whether that address may be an IPv6 address.
    pub ipv6_discovery_address: Fact<bool>,
    /// Whether the installation brings Istio's CRDs.
    pub installs_crds: Fact<bool>,
    /// The order in which a remote joins.
    pub attach_order: Fact<AttachOrder>,
    /// Whether the reader role may read ConfigMaps.
    pub reader_reads_config_maps: Fact<bool>,
    /// The path of the value that lets the reader role write webhooks and ConfigMaps.
    pub reader_write_value: Fact<String>,
    /// Whether revision tags work in a remote.
    pub revision_tags: Fact<Since>,
}

/// How a remote is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemoteMode {
    /// The default profile, with an istiod of its own.
    DefaultProfile,
    /// The profile `external`.
    ExternalProfile,
    /// The profile `remote`, made of the chart `istiod-remote`.
    RemoteProfileOwnChart,
    /// The profile `remote`, made of the charts `base` and `istiod`.
    RemoteProfile,
}

/// What stands behind a Service without selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IpBacking {
    /// An Endpoints object of a headless Service.
    HeadlessEndpoints,
    /// An Endpoints object.
    Endpoints,
    /// An EndpointSlice.
    EndpointSlice,
}

/// The order in which a remote joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachOrder {
    /// Its remote secret, its installation, its gateway.
    SecretThenInstall,
    /// Its installation, its remote secret, its gateway.
    InstallThenSecret,
}
