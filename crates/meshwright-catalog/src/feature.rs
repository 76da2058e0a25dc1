//! What a release may or may not be able to do.

use serde::Deserialize;

use crate::catalogue::{File, KNOWN};
use crate::facts::Fact;
use crate::release::Release;

/// How far a release has come with a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// It is not there yet.
    Absent,
    /// Istio calls it alpha or experimental.
    Alpha,
    /// Istio calls it beta, or it works by default and no install guide has it.
    Beta,
    /// It is in Istio's install guides and works by default.
    Stable,
    /// It was there, and is gone.
    Removed,
}

impl Support {
    /// Whether it can be used at all.
    pub const fn is_there(self) -> bool {
        match self {
            Self::Alpha | Self::Beta | Self::Stable => true,
            Self::Absent | Self::Removed => false,
        }
    }

    /// The word of the data files, also good in a sentence: `alpha`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Stable => "stable",
            Self::Removed => "removed",
        }
    }
}

/// The oldest minor of the catalogue that has a feature; `None` where none has.
pub fn first_with(feature: Feature) -> Option<&'static str> {
    with(feature).next()
}

/// The newest minor of the catalogue that has a feature; `None` where none has.
pub fn newest_with(feature: Feature) -> Option<&'static str> {
    with(feature).last()
}

/// The minors that have a feature, oldest first.
fn with(feature: Feature) -> impl Iterator<Item = &'static str> {
    KNOWN
        .files()
        .iter()
        .map(File::release)
        .filter(move |release| release.support(feature).is_there())
        .map(Release::minor)
}

macro_rules! features {
    ($($(#[$meta:meta])* $variant:ident $field:ident),+ $(,)?) => {
        /// Something that not every release can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature { $($(#[$meta])* $variant),+ }

        impl Feature {
            /// Every feature.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        /// The section `features` of a release's file.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "camelCase")]
        pub(crate) struct Features { $($field: Fact<Support>),+ }

        impl Features {
            pub(crate) const fn fact(&self, feature: Feature) -> &Fact<Support> {
                match feature { $(Feature::$variant => &self.$field),+ }
            }
        }
    };
}

features! {
    /// Several primaries that watch each other's clusters, sidecar data plane.
    MultiPrimary multi_primary,
    /// Remotes that use the istiod of a primary, sidecar data plane.
    PrimaryRemote primary_remote,
    /// An istiod outside of the clusters that it serves.
    ExternalControlPlane external_control_plane,
    /// [`Feature::MultiPrimary`] by the Helm charts.
    HelmMultiPrimary helm_multi_primary,
    /// [`Feature::PrimaryRemote`] by the Helm charts.
    HelmPrimaryRemote helm_primary_remote,
    /// [`Feature::ExternalControlPlane`] by the Helm charts.
    HelmExternalControlPlane helm_external_control_plane,
    /// [`Feature::AmbientMultiNetwork`] by the Helm charts.
    HelmAmbient helm_ambient,
    /// [`Feature::MultiPrimary`] by the Sail operator.
    SailMultiPrimary sail_multi_primary,
    /// [`Feature::PrimaryRemote`] by the Sail operator.
    SailPrimaryRemote sail_primary_remote,
    /// [`Feature::ExternalControlPlane`] by the Sail operator.
    SailExternalControlPlane sail_external_control_plane,
    /// [`Feature::AmbientMultiNetwork`] by the Sail operator.
    SailAmbient sail_ambient,
    /// Ambient, several primaries, several networks.
    AmbientMultiNetwork ambient_multi_network,
    /// Ambient, several clusters on one network.
    AmbientSingleNetwork ambient_single_network,
    /// Ambient with remotes.
    AmbientPrimaryRemote ambient_primary_remote,
    /// Network gateways declared by Gateway API resources.
    GatewayApiNetworkGateways gateway_api_network_gateways,
    /// An istiod for injection alone in a remote.
    LocalInjector local_injector,
    /// Kubernetes' Multi-Cluster Services, `clusterset.local`.
    MultiClusterServices multi_cluster_services,
    /// `istioctl verify-install`.
    VerifyInstall verify_install,
    /// The Helm chart `istiod-remote`.
    IstiodRemoteChart istiod_remote_chart,
    /// The profile `external`.
    ExternalProfile external_profile,
    /// The operator that runs in the cluster and installs IstioOperator resources.
    InClusterOperator in_cluster_operator,
}

#[cfg(test)]
mod tests {
    use super::{Feature, first_with, newest_with};

    #[test]
    fn the_releases_that_can_are_named() {
        let range = |feature| (first_with(feature), newest_with(feature));
        assert_eq!(
            range(Feature::AmbientMultiNetwork),
            (Some("1.27"), Some("1.30"))
        );
        assert_eq!(
            range(Feature::ExternalProfile),
            (Some("1.10"), Some("1.21"))
        );
        assert_eq!(range(Feature::AmbientPrimaryRemote), (None, None));
    }

    #[test]
    fn a_method_can_no_more_than_its_release() {
        for (method, model) in [
            (Feature::HelmMultiPrimary, Feature::MultiPrimary),
            (Feature::HelmPrimaryRemote, Feature::PrimaryRemote),
            (
                Feature::HelmExternalControlPlane,
                Feature::ExternalControlPlane,
            ),
            (Feature::HelmAmbient, Feature::AmbientMultiNetwork),
            (Feature::SailMultiPrimary, Feature::MultiPrimary),
            (Feature::SailPrimaryRemote, Feature::PrimaryRemote),
            (
                Feature::SailExternalControlPlane,
                Feature::ExternalControlPlane,
            ),
            (Feature::SailAmbient, Feature::AmbientMultiNetwork),
        ] {
            for release in super::KNOWN.files().iter().map(super::File::release) {
                assert!(
                    !release.support(method).is_there() || release.support(model).is_there(),
                    "{} {method:?}",
                    release.minor()
                );
            }
        }
    }
}
