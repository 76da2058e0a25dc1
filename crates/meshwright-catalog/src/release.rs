//! A release's facts, read from its file when they are first asked for.

use std::sync::OnceLock;

use meshwright_model::{ClusterName, KubernetesVersion, NetworkName};
use serde::Deserialize;

use crate::facts::Fact;
use crate::facts::addons::Addons;
use crate::facts::ambient::Ambient;
use crate::facts::dns::Dns;
use crate::facts::external::External;
use crate::facts::gateway_api::GatewayApi;
use crate::facts::gateways::Gateways;
use crate::facts::helm::Helm;
use crate::facts::images::Images;
use crate::facts::istioctl::Istioctl;
use crate::facts::kubernetes::Kubernetes;
use crate::facts::lifecycle::Lifecycle;
use crate::facts::primary::Primary;
use crate::facts::remote::Remote;
use crate::facts::sail::Sail;
use crate::facts::samples::Samples;
use crate::facts::traffic::Traffic;
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
files![
    "1.9", "1.10", "1.11", "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20",
    "1.21", "1.22", "1.23", "1.24", "1.25", "1.26", "1.27", "1.28", "1.29", "1.30",
];

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
    helm: Helm,
    sail: Sail,
    ambient: Ambient,
    gateway_api: GatewayApi,
    addons: Addons,
    traffic: Traffic,
    images: Images,
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

    /// Istio's Helm charts.
    pub const fn helm(&self) -> &Helm {
        &self.helm
    }

    /// What the Sail operator makes of it.
    pub const fn sail(&self) -> &Sail {
        &self.sail
    }

    /// The ambient data plane over several clusters.
    pub const fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// The Kubernetes Gateway API.
    pub const fn gateway_api(&self) -> &GatewayApi {
        &self.gateway_api
    }

    /// The add-ons of its samples.
    pub const fn addons(&self) -> &Addons {
        &self.addons
    }

    /// Means to keep traffic near.
    pub const fn traffic(&self) -> &Traffic {
        &self.traffic
    }

    /// Where its images are.
    pub const fn images(&self) -> &Images {
        &self.images
    }

    /// Samples and guides.
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
        Some(filled(template, cluster, network))
    }

    /// The path of an external control plane's injection URL, after `https://ADDRESS:15017`.
    pub fn injection_url_path(&self, cluster: &ClusterName, network: &NetworkName) -> String {
        filled(&self.external.injection_url, cluster, network)
    }
}

fn filled(template: &str, cluster: &ClusterName, network: &NetworkName) -> String {
    template
        .replace("{cluster}", cluster.as_str())
        .replace("{network}", network.as_str())
}

#[cfg(test)]
mod tests {
    use meshwright_model::{ClusterName, KubernetesVersion, NetworkName};

    use super::{KubernetesSupport, NEWEST, OLDEST, Release, files, releases};
    use crate::feature::{Feature, Support};
    use crate::version::Numbers;

    fn release(minor: &str) -> &'static Release {
        files()
            .iter()
            .find(|file| file.minor() == minor)
            .expect("the catalogue has the minor")
            .release()
    }

    #[test]
    fn every_file_reads_and_says_its_own_minor() {
        for file in files() {
            let release = file.release();
            assert_eq!(release.minor(), file.minor());
            assert_eq!(
                Numbers::read(release.newest_patch()).line(),
                Numbers::read(file.minor()).line()
            );
        }
    }

    #[test]
    fn minors_are_sorted_without_a_gap() {
        let lines: Vec<_> = releases()
            .map(|minor| Numbers::read(minor).line())
            .collect();
        for pair in lines.windows(2) {
            assert_eq!((pair[0].0, pair[0].1 + 1), pair[1]);
        }
        assert_eq!(Some(OLDEST), releases().next());
        assert_eq!(Some(NEWEST), releases().last());
    }

    #[test]
    fn every_fact_has_a_value_and_a_public_source() {
        for file in files() {
            let document: serde_yaml::Value =
                serde_yaml::from_str(file.text).expect("the file is YAML");
            let sections = document.as_mapping().expect("a file is a map");
            let mut n_facts = 0;
            for (name, section) in sections {
                let Some(facts) = section.as_mapping() else {
                    continue;
                };
                for (key, fact) in facts {
                    let place = format!("{} {name:?} {key:?}", file.minor());
                    let fact = fact.as_mapping().expect("a fact is a map");
                    assert!(fact.len() == 2 && fact.contains_key("value"), "{place}");
                    let source = fact.get("source").and_then(|source| source.as_str());
                    assert!(is_public(source.unwrap_or_default()), "{place}: {source:?}");
                    n_facts += 1;
                }
            }
            assert!(n_facts > 100, "{}: {n_facts}", file.minor());
            for hazard in file.release().hazards() {
                assert!(is_public(hazard.source()), "{}", hazard.id());
            }
        }
    }

    fn is_public(source: &str) -> bool {
        [
            "istio/istio ",
            "istio/istio.io ",
            "istio-ecosystem/sail-operator ",
        ]
        .iter()
        .any(|repository| source.len() > repository.len() && source.starts_with(repository))
    }

    #[test]
    fn a_file_with_an_unknown_or_a_missing_key_is_refused() {
        let text = files()[0].text;
        let read = |text: &str| serde_yaml::from_str::<Release>(text).map(drop);
        assert!(read(text).is_ok());
        assert!(read(&text.replace("  crlKey:", "  crlKye:")).is_err());
        assert!(read(&format!("{text}\nextra: 1\n")).is_err());
        assert!(read(&text.replace("value: never", "value: sometimes")).is_err());
    }

    #[test]
    fn what_changed_between_releases_is_where_istio_changed_it() {
        use crate::facts::dns::AllocationController;
        use crate::facts::remote::IpBacking;

        assert_eq!(*release("1.27").remote().ip_backing, IpBacking::Endpoints);
        assert_eq!(
            *release("1.28").remote().ip_backing,
            IpBacking::EndpointSlice
        );
        assert!(!*release("1.29").remote().ipv6_discovery_address);
        assert!(*release("1.30").remote().ipv6_discovery_address);
        assert_eq!(
            release("1.24").dns().auto_allocate_env.as_deref(),
            Some("ISTIO_META_DNS_AUTO_ALLOCATE")
        );
        assert_eq!(release("1.25").dns().auto_allocate_env.as_deref(), None);
        assert_eq!(
            *release("1.25").dns().allocation_controller,
            AllocationController::Default
        );
        assert_eq!(release("1.26").trust().crl_key.as_deref(), None);
        assert_eq!(
            release("1.27").trust().crl_key.as_deref(),
            Some("ca-crl.pem")
        );
        assert!(!*release("1.25").istioctl().tls_server_name_flag);
        assert!(*release("1.26").istioctl().tls_server_name_flag);
        assert!(
            release("1.26")
                .istioctl()
                .proxy_status_columns
                .contains(&"ECDS".to_owned())
        );
        assert!(
            !release("1.27")
                .istioctl()
                .proxy_status_columns
                .contains(&"ECDS".to_owned())
        );
        assert!(*release("1.26").remote().reader_reads_config_maps);
        assert!(!*release("1.28").remote().reader_reads_config_maps);
        assert!(!*release("1.28").gateways().service_port_checked);
        assert!(*release("1.29").gateways().service_port_checked);
    }

    #[test]
    fn support_of_a_feature_follows_its_life() {
        let ambient = |minor| release(minor).support(Feature::AmbientMultiNetwork);
        assert_eq!(ambient("1.26"), Support::Absent);
        assert_eq!(ambient("1.27"), Support::Alpha);
        assert_eq!(ambient("1.29"), Support::Beta);
        let verify_install = |minor| release(minor).support(Feature::VerifyInstall);
        assert_eq!(verify_install("1.23"), Support::Stable);
        assert_eq!(verify_install("1.24"), Support::Removed);
        for minor in releases() {
            let release = release(minor);
            assert_eq!(release.support(Feature::PrimaryRemote), Support::Stable);
            for &feature in Feature::ALL {
                assert!(is_public(release.support_source(feature)));
            }
        }
    }

    #[test]
    fn kubernetes_versions_are_judged_by_minor() {
        let judge = |minor, kubernetes| {
            let version = KubernetesVersion::parse(kubernetes).expect("a version");
            release(minor).kubernetes_support(&version)
        };
        assert_eq!(judge("1.30", "1.32"), KubernetesSupport::Supported);
        assert_eq!(judge("1.30", "1.36.2"), KubernetesSupport::Supported);
        assert_eq!(judge("1.30", "1.31"), KubernetesSupport::Tested);
        assert_eq!(judge("1.30", "1.9"), KubernetesSupport::TooOld);
        assert_eq!(judge("1.30", "1.37"), KubernetesSupport::TooNew);
        assert_eq!(judge("1.24", "1.32"), KubernetesSupport::TooNew);
    }

    #[test]
    fn the_injection_path_names_cluster_and_network() {
        let cluster = ClusterName::parse("cluster2").expect("a label");
        let network = NetworkName::parse("network2").expect("a label");
        assert_eq!(
            release("1.30")
                .injection_path(&cluster, &network)
                .as_deref(),
            Some("/inject/cluster/cluster2/net/network2")
        );
    }
}
