//! What a release asks for on OpenShift.

use serde::Deserialize;

use super::Fact;

/// What a release asks for on OpenShift, where the CNI agent must lead pods with sidecars into
/// the mesh: no init container may change a pod's network.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Openshift {
    /// What brings the settings of the platform to Istio's charts.
    pub settings: Fact<OpenshiftSettings>,
    /// Whether the charts leave the user of a pod to the platform, told `global.platform`;
    /// otherwise istiod, gateways and sidecars run as user 1337, which needs the security
    /// context constraint `anyuid`.
    pub leaves_user_to_platform: Fact<bool>,
    /// Whether every namespace with sidecars needs a NetworkAttachmentDefinition `istio-cni`,
    /// which nobody makes; otherwise the chart `cni` makes one for all.
    pub attachment_in_every_namespace: Fact<bool>,
    /// Whether the chart `gateway` takes the value `platform`.
    pub gateway_chart_platform: Fact<bool>,
}

/// What brings the settings of OpenShift to Istio's charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenshiftSettings {
    /// Nothing: istioctl's profile `openshift` lists them, and the charts know none.
    WrittenOut,
    /// The value `profile: openshift` of the charts.
    ChartProfile,
    /// The value `global.platform: openshift`, whatever the profile.
    Platform,
}
