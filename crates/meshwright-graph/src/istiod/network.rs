//! Which network an endpoint or a proxy belongs to: answers that come from different places.
//!
//! Sources: `pilot/pkg/serviceregistry/kube/controller/controller.go` for endpoints,
//! `pkg/kube/inject/inject.go` for proxies, of Istio 1.30.3.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::IstiodFacts;

/// `meshNetworks`: networks by name.
pub type MeshNetworks = BTreeMap<String, MeshNetwork>;

/// A network of `meshNetworks`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeshNetwork {
    /// `endpoints[].fromRegistry`.
    pub from_registry: Vec<String>,
    /// `endpoints[].fromCidr`, as written.
    pub from_cidr: Vec<String>,
    /// `gateways`.
    pub gateways: Vec<MeshNetworkGateway>,
}

/// A gateway of `meshNetworks`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeshNetworkGateway {
    /// Where it is.
    pub at: MeshNetworkAddress,
    /// `port`.
    pub port: u32,
}

/// Where a gateway of `meshNetworks` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeshNetworkAddress {
    /// `address`.
    Address(String),
    /// `registryServiceName`.
    RegistryServiceName(String),
}

/// What decides about the network of a pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PodPlace<'a> {
    /// The cluster whose registry has it.
    pub cluster: &'a str,
    /// Its address.
    pub ip: Option<IpAddr>,
    /// Its label `topology.istio.io/network`; empty for none.
    pub pod_label: &'a str,
    /// The label of the cluster's system namespace; empty for none.
    pub system_label: &'a str,
    /// `ISTIO_META_NETWORK` of the proxy whose own instance it is; empty otherwise.
    pub proxy_meta: &'a str,
}

/// N-EP: the network of a pod; the first that says something wins.
pub fn network_of_pod(facts: IstiodFacts, place: PodPlace<'_>, networks: &MeshNetworks) -> String {
    let registry = network_of_registry(networks, place.cluster);
    let range = place.ip.and_then(|ip| network_of_range(networks, ip));
    let (registry, range) = (registry.unwrap_or_default(), range.unwrap_or_default());
    let order = if facts.label_before_ranges {
        [
            place.proxy_meta,
            place.pod_label,
            place.system_label,
            registry,
            range,
        ]
    } else {
        [
            range,
            place.pod_label,
            place.proxy_meta,
            registry,
            place.system_label,
        ]
    };
    let found = order.into_iter().find(|network| !network.is_empty());
    found.unwrap_or_default().to_owned()
}

/// N-WE: the network of a WorkloadEntry is its `spec.network` and nothing else.
pub fn network_of_workload_entry(spec_network: &str) -> String {
    spec_network.to_owned()
}

/// N-AMB: for ztunnel only the label of the system namespace counts.
pub fn network_of_ambient_pod(system_label: &str) -> String {
    system_label.to_owned()
}

/// N-REG: the network that names the cluster's registry.
fn network_of_registry<'a>(networks: &'a MeshNetworks, cluster: &str) -> Option<&'a str> {
    networks
        .iter()
        .find(|(_, network)| network.from_registry.iter().any(|it| it == cluster))
        .map(|(name, _)| name.as_str())
}

/// N-CIDR: the network with the widest range around the address; a bare IP is no range.
fn network_of_range(networks: &MeshNetworks, ip: IpAddr) -> Option<&str> {
    let mut found: Option<(u8, &str)> = None;
    for (name, network) in networks {
        for cidr in &network.from_cidr {
            let Some(length) = prefix_around(cidr, ip) else {
                continue;
            };
            if found.is_none_or(|(widest, _)| length < widest) {
                found = Some((length, name));
            }
        }
    }
    found.map(|(_, name)| name)
}

/// The length of the prefix `cidr`, where `ip` is in it.
fn prefix_around(cidr: &str, ip: IpAddr) -> Option<u8> {
    let (base, length) = cidr.split_once('/')?;
    let length: u8 = length.parse().ok()?;
    let bits = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => (u128::from(ip.to_bits()) << 96, 32),
        IpAddr::V6(ip) => (ip.to_bits(), 128),
    };
    let ((base, width), (asked, asked_width)) = (bits(base.parse().ok()?), bits(ip));
    if width != asked_width || u32::from(length) > width {
        return None;
    }
    let is_in = (base ^ asked)
        .checked_shr(128 - u32::from(length))
        .is_none_or(|rest| rest == 0);
    is_in.then_some(length)
}

/// What decides about the network of a proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProxyPlace<'a> {
    /// The pod's label `topology.istio.io/network`; an empty label overrides too.
    pub pod_label: Option<&'a str>,
    /// The path of the injection webhook.
    pub inject_url: &'a str,
    /// `values.global.network`.
    pub global_network: &'a str,
}

/// N-PROXY: `ISTIO_META_NETWORK`, fixed at injection. The system namespace's label is not asked.
pub fn network_of_proxy(place: ProxyPlace<'_>) -> String {
    if let Some(label) = place.pod_label {
        return label.to_owned();
    }
    match url_parameter(place.inject_url, "net") {
        Some(network) if !network.is_empty() => network,
        _ => place.global_network.to_owned(),
    }
}

/// N-CLUSTERID: the cluster that a proxy claims to be in.
pub fn cluster_of_proxy(inject_url: &str, cluster_name: &str) -> String {
    match url_parameter(inject_url, "cluster") {
        Some(cluster) if !cluster.is_empty() => cluster,
        _ if cluster_name.is_empty() => "Kubernetes".to_owned(),
        _ => cluster_name.to_owned(),
    }
}

/// The segment after `/key/` in the path of a webhook.
fn url_parameter(url: &str, key: &str) -> Option<String> {
    let mut segments = url.split('/').skip_while(|segment| *segment != "inject");
    segments.next()?;
    let mut segments = segments.peekable();
    while let Some(name) = segments.next() {
        let value = segments.next()?;
        if name == key {
            return Some(value.replace("--slash--", "/"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{
        IstiodFacts, MeshNetwork, PodPlace, ProxyPlace, cluster_of_proxy, network_of_pod,
        network_of_proxy,
    };

    #[test]
    fn ranges_came_before_labels_in_old_releases() {
        let mut networks = super::MeshNetworks::new();
        let from_cidr = vec!["10.0.0.0/8".to_owned(), "2001:db8::/32".to_owned()];
        let network = MeshNetwork {
            from_cidr,
            ..MeshNetwork::default()
        };
        networks.insert("ranged".to_owned(), network);
        let ask = |facts, ip: &str, pod_label| {
            let ip = ip.parse().ok();
            let place = PodPlace {
                ip,
                pod_label,
                ..PodPlace::default()
            };
            network_of_pod(facts, place, &networks)
        };
        let old = IstiodFacts::from_keys(|_| false);
        assert_eq!(ask(old, "10.1.2.3", "labelled"), "ranged");
        assert_eq!(
            ask(IstiodFacts::default(), "10.1.2.3", "labelled"),
            "labelled"
        );
        assert_eq!(ask(old, "2001:db8::1", ""), "ranged");
        assert_eq!(ask(old, "11.0.0.1", ""), "");
    }

    #[test]
    fn a_label_without_value_takes_the_network_away() {
        let place = ProxyPlace {
            pod_label: Some(""),
            inject_url: "/inject/cluster/c2/net/u",
            global_network: "g",
        };
        assert_eq!(network_of_proxy(place), "");
        assert_eq!(
            network_of_proxy(ProxyPlace {
                pod_label: None,
                ..place
            }),
            "u"
        );
        assert_eq!(cluster_of_proxy("/inject/cluster/a--slash--b", "x"), "a/b");
        assert_eq!(cluster_of_proxy("/inject", ""), "Kubernetes");
    }
}
