//! A release: its facts, in sections, and what follows from them.

use meshwright_model::{ClusterName, NetworkName};
use serde::Deserialize;

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
use crate::facts::openshift::Openshift;
use crate::facts::primary::Primary;
use crate::facts::remote::Remote;
use crate::facts::sail::Sail;
use crate::facts::samples::Samples;
use crate::facts::traffic::Traffic;
use crate::facts::trust::Trust;
use crate::feature::{Feature, Features, Support};
use crate::hazard::Hazard;

/// A minor release of Istio: what it needs, offers and calls things.
///
/// Facts come in sections; [`crate::Fact::source`] says where each can be read.
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
    openshift: Openshift,
    features: Features,
    hazards: Vec<Hazard>,
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

    /// OpenShift.
    pub const fn openshift(&self) -> &Openshift {
        &self.openshift
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
    use meshwright_model::{ClusterName, NetworkName};

    use super::Release;
    use crate::catalogue::{KNOWN, releases};
    use crate::feature::{Feature, Support};

    fn release(minor: &str) -> &'static Release {
        KNOWN
            .files()
            .iter()
            .find(|file| file.minor() == minor)
            .expect("the catalogue has the minor")
            .release()
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
                assert!(!release.support_source(feature).is_empty());
            }
        }
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
