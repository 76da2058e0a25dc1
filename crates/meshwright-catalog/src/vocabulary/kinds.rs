//! The vocabularies there are, and the file of each.

use std::sync::OnceLock;

use super::words::Words;

macro_rules! vocabularies {
    ($($(#[$meta:meta])* $variant:ident $file:literal),+ $(,)?) => {
        /// A set of words that a release knows or does not know.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Vocabulary { $($(#[$meta])* $variant),+ }

        impl Vocabulary {
            /// Every vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text of its file.
            pub(super) const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => {
                        include_str!(concat!("../../data/vocabulary/", $file, ".yaml"))
                    }),+
                }
            }
        }
    };
}

vocabularies! {
    /// What istioctl can do: `tag set`; `x create-remote-secret`.
    IstioctlCommand "istioctl-commands",
    /// A command and one of its flags: `install --set`; `tag set -y`.
    IstioctlFlag "istioctl-flags",
    /// A path below an IstioOperator's `spec`, without indices:
    /// `components.ingressGateways.k8s.service.externalIPs`.
    OperatorField "operator-fields",
    /// A path below an IstioOperator's `spec.values`: `global.multiCluster.clusterName`.
    OperatorValue "operator-values",
    /// A path in the mesh config: `defaultConfig.proxyMetadata`.
    MeshConfig "mesh-config",
    /// An environment variable of istiod: `EXTERNAL_ISTIOD`.
    IstiodEnv "istiod-env",
    /// An environment variable of proxies, or a key of `proxyMetadata`: `ISTIO_META_DNS_CAPTURE`.
    ProxyEnv "proxy-env",
    /// An API version and a kind: `networking.istio.io/v1/Gateway`; `v1/Namespace`.
    Resource "resources",
    /// A profile of an IstioOperator: `remote`.
    Profile "profiles",
    /// What the value `profile` of charts may be: `ambient`; `platform-k3s` for `global.platform`.
    ChartProfile "chart-profiles",
    /// A chart in Istio's repository: `istiod`.
    Chart "charts",
    /// A path in the values of chart `base`: `defaultRevision`.
    ChartBaseValue "chart-values-base",
    /// A path in the values of chart `cni`: `ambient.enabled`.
    ChartCniValue "chart-values-cni",
    /// A path in the values of chart `gateway`: `networkGateway`.
    ChartGatewayValue "chart-values-gateway",
    /// A path in the values of chart `istiod`: `global.meshID`.
    ChartIstiodValue "chart-values-istiod",
    /// A path in the values of chart `ztunnel`: `multiCluster.clusterName`.
    ChartZtunnelValue "chart-values-ztunnel",
    /// A GatewayClass: `istio-east-west`.
    GatewayClass "gateway-classes",
    /// An annotation: `topology.istio.io/controlPlaneClusters`.
    Annotation "annotations",
    /// A label: `topology.istio.io/network`.
    Label "labels",
    /// A kind of the Sail operator and a path below its `spec`: `Istio.values.global.meshID`.
    SailField "sail-fields",
    /// What `spec.profile` of an Istio of the Sail operator may be: `remote`.
    SailProfile "sail-profiles",
}

impl Vocabulary {
    /// The vocabulary of a chart's values; `None` for a chart that Istio does not have.
    pub fn of_chart_values(chart: &str) -> Option<Self> {
        match chart {
            "base" => Some(Self::ChartBaseValue),
            "cni" => Some(Self::ChartCniValue),
            "gateway" => Some(Self::ChartGatewayValue),
            "istiod" => Some(Self::ChartIstiodValue),
            "ztunnel" => Some(Self::ChartZtunnelValue),
            _ => None,
        }
    }

    /// Whether its words are paths, so that what is above or below a word may be known too.
    pub(super) const fn is_of_paths(self) -> bool {
        match self {
            Self::OperatorField
            | Self::OperatorValue
            | Self::MeshConfig
            | Self::ChartBaseValue
            | Self::ChartCniValue
            | Self::ChartGatewayValue
            | Self::ChartIstiodValue
            | Self::ChartZtunnelValue
            | Self::SailField => true,
            Self::IstioctlCommand
            | Self::IstioctlFlag
            | Self::IstiodEnv
            | Self::ProxyEnv
            | Self::Resource
            | Self::Profile
            | Self::ChartProfile
            | Self::Chart
            | Self::GatewayClass
            | Self::Annotation
            | Self::Label
            | Self::SailProfile => false,
        }
    }

    /// Its words, read when they are first asked for.
    pub(super) fn words(self) -> &'static Words {
        static ALL: [OnceLock<Words>; Vocabulary::ALL.len()] =
            [const { OnceLock::new() }; Vocabulary::ALL.len()];
        ALL[self as usize].get_or_init(|| Words::read(self.text()))
    }
}
