//! Istio's Helm charts of a release.

use serde::Deserialize;

use super::{Fact, Since};

/// Istio's Helm charts.
///
/// Names of charts are constants, [`super::names::CHART_BASE`] and its neighbours; the chart of
/// gateways is [`super::gateways::Gateways::helm_chart`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Helm {
    /// The address of Istio's chart repository.
    pub repository: Fact<String>,
    /// The oldest Helm that takes the charts, such as `3.6`.
    pub minimum: Fact<String>,
    /// The chart that makes a remote; `None` where no guide has one.
    pub remote_chart: Fact<Option<String>>,
    /// The value `profile` of that chart; `None` to leave it out.
    pub remote_profile: Fact<Option<String>>,
    /// The path in the values of chart `istiod` that makes a primary serve remotes, to be set to
    /// true; `None` where a remote needs nothing of the kind.
    pub external_istiod_value: Fact<Option<String>>,
    /// Whether Istio's multicluster guides have Helm commands.
    pub guides: Fact<bool>,
    /// The profiles that chart `istiod` knows, sorted; a chart with any refuses all others.
    pub profiles: Fact<Vec<String>>,
    /// Whether Helm 3.18 and later take the values of chart `gateway`. Where not, the chart's
    /// schema forbids what it does not list beside a reference, and these Helms began to follow
    /// that; seen with Helm 3.18.6.
    pub gateway_schema: Fact<Since>,
    /// Whether Helm 4 can install the charts a second time: it applies server-side, and charts
    /// that set the failure policy of a webhook again conflict with istiod, which has set it since.
    pub helm4: Fact<Since>,
}
