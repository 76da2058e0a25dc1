//! A release's facts, read from its file when they are first asked for.

use std::sync::OnceLock;

use meshwright_model::{ClusterName, KubernetesVersion, NetworkName};
use serde::Deserialize;

use crate::facts::Fact;
use crate::facts::dns::Dns;
use crate::facts::external::External;
use crate::facts::gateways::Gateways;
use crate::facts::istioctl::Istioctl;
use crate::facts::kubernetes::Kubernetes;
use crate::facts::lifecycle::Lifecycle;
use crate::facts::primary::Primary;
use crate::facts::remote::Remote;
use crate::facts::samples::Samples;
use crate::facts::trust::Trust;
use crate::feature::{Feature, Features, Support};
use crate::hazard::Hazard;
use crate::version::Numbers;

/// A file of the catalogue.
pub(crate) struct File {
    minor: &'static str,
    text: &'static str,
    release: OnceLock<Release>,
}

macro_rules! files {
    ($($minor:literal),+ $(,)?) => {
        static FILES: [File; [$($minor),+].len()] = [$(File {
            minor: $minor,
            text: include_str!(concat!("../data/istio/", $minor, ".yaml")),
            release: OnceLock::new(),
        }),+];

        const MINORS: [&str; [$($minor),+].len()] = [$($minor),+];
    };
}

// Oldest first; a release is one line here and its file.
files!["1.24", "1.25", "1.26", "1.27", "1.28", "1.29", "1.30",];

/// The oldest minor of the catalogue.
pub const OLDEST: &str = MINORS[0];
/// The newest minor of the catalogue; what a topology without a version gets.
pub const NEWEST: &str = MINORS[MINORS.len() - 1];

/// Every minor of the catalogue, oldest first.
pub fn releases() -> impl Iterator<Item = &'static str> {
    MINORS.into_iter()
}

impl File {
    pub(crate) const fn minor(&self) -> &'static str {
        self.minor
    }

    pub(crate) fn release(&self) -> &Release {
        self.release.get_or_init(|| {
            serde_yaml::from_str(self.text).expect("a test reads every file of the catalogue")
        })
    }
}

/// Every file, oldest first.
pub(crate) const fn files() -> &'static [File] {
    &FILES
}

/// A minor release of Istio: what it needs, offers and calls things.
///
/// Facts come in sections; [`Fact::source`] says where each can be read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Release {
    minor: String,
    lifecycle: Lifecycle,
    kubernetes: Kubernetes,
    istioctl: Istioctl,
    primary: Primary,
    remote: Remote,
    gateways: Gateways,
    dns: Dns,
    trust: Trust,
    external: External,
    samples: Samples,
    features: Features,
    hazards: Vec<Hazard>,
}

/// What a release says of a Kubernetes version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KubernetesSupport {
    /// The project supports it.
    Supported,
    /// The project tests it and does not support it.
    Tested,
    /// It is older than what is tested.
    TooOld,
    /// It is newer than what is supported.
    TooNew,
}

impl Release {
    /// The minor: `1.30`.
    pub fn minor(&self) -> &str {
        &self.minor
    }

    /// The newest patch known: `1.30.3`.
    pub fn newest_patch(&self) -> &str {
        &self.lifecycle.newest_patch
    }

    /// When it came and goes.
    pub const fn lifecycle(&self) -> &Lifecycle {
        &self.lifecycle
    }

    /// The Kubernetes versions it runs on; [`Release::kubernetes_support`] judges one.
    pub const fn kubernetes(&self) -> &Kubernetes {
        &self.kubernetes
    }

    /// Its command line.
    pub const fn istioctl(&self) -> &Istioctl {
        &self.istioctl
    }

    /// What a primary needs and offers.
    pub const fn primary(&self) -> &Primary {
        &self.primary
    }

    /// What a remote is made of.
    pub const fn remote(&self) -> &Remote {
        &self.remote
    }

    /// East-west gateways and networks.
    pub const fn gateways(&self) -> &Gateways {
        &self.gateways
    }

    /// DNS over clusters.
    pub const fn dns(&self) -> &Dns {
        &self.dns
    }

    /// Certificates.
    pub const fn trust(&self) -> &Trust {
        &self.trust
    }

    /// The external control plane.
    pub const fn external(&self) -> &External {
        &self.external
    }

    /// Samples, guides, Helm, Sail.
    pub const fn samples(&self) -> &Samples {
        &self.samples
    }

    /// Everything known to go wrong in some patch; [`crate::Resolved::hazards`] picks.
    pub fn hazards(&self) -> &[Hazard] {
        &self.hazards
    }

    /// How far it has come with a feature.
    pub const fn support(&self, feature: Feature) -> Support {
        *self.features.fact(feature).value()
    }

    /// Where [`Release::support`] can be read.
    pub fn support_source(&self, feature: Feature) -> &str {
        self.features.fact(feature).source()
    }

    /// What it says of a Kubernetes version.
    pub fn kubernetes_support(&self, version: &KubernetesVersion) -> KubernetesSupport {
        let asked = Numbers::read(version.as_str()).line();
        let in_list = |list: &Fact<Vec<String>>| {
            list.iter()
                .any(|minor| Numbers::read(minor).line() == asked)
        };
        if in_list(&self.kubernetes.supported) {
            return KubernetesSupport::Supported;
        }
        if in_list(&self.kubernetes.tested) {
            return KubernetesSupport::Tested;
        }
        let newest = self
            .kubernetes
            .supported
            .iter()
            .map(|minor| Numbers::read(minor).line());
        if newest.max().is_some_and(|newest| asked > newest) {
            KubernetesSupport::TooNew
        } else {
            KubernetesSupport::TooOld
        }
    }

    /// The injection path of a remote, or `None` where a remote injects for itself.
    pub fn injection_path(&self, cluster: &ClusterName, network: &NetworkName) -> Option<String> {
        let template = self.remote.injection_path.as_deref()?;
        Some(
            template
                .replace("{cluster}", cluster.as_str())
                .replace("{network}", network.as_str()),
        )
    }
}
