//! Where istiod learns of network gateways: labelled Services, `meshNetworks`, Gateway resources.
//!
//! All sources go into one set (G-UNION): they add up and never replace each other.
//! Sources: `pilot/pkg/serviceregistry/kube/controller/network.go` and
//! `pilot/pkg/model/network.go` of Istio 1.30.3.

use std::collections::{BTreeMap, BTreeSet};

use super::network::{MeshNetworkAddress, MeshNetworks};
use super::{Gateway, Host, IstiodFacts};

/// The label and annotation keys that decide.
pub const NETWORK_LABEL: &str = "topology.istio.io/network";
/// The label that names the port for mutual TLS.
pub const GATEWAY_PORT_LABEL: &str = "networking.istio.io/gatewayPort";
/// The port for mutual TLS unless a label says otherwise.
pub const MTLS_PORT: u16 = 15443;
/// The port for HBONE.
pub const HBONE_PORT: u16 = 15008;

/// The type of a Kubernetes Service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceType {
    /// `ClusterIP`.
    #[default]
    ClusterIp,
    /// `NodePort`.
    NodePort,
    /// `LoadBalancer`.
    LoadBalancer,
}

/// A Kubernetes Service, as far as it may be a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GatewayService {
    /// Its cluster.
    pub cluster: String,
    /// `name.namespace.svc.domain`.
    pub hostname: String,
    /// `spec.type`.
    pub kind: ServiceType,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// `spec.ports`: port, node port or 0.
    pub ports: Vec<(u16, u16)>,
    /// `status.loadBalancer.ingress`: IP, host name; empty where absent.
    pub ingress: Vec<(String, String)>,
    /// `spec.externalIPs`.
    pub external_ips: Vec<String>,
    /// The annotation `traffic.istio.io/nodeSelector`; empty for all nodes.
    pub node_selector: Option<BTreeMap<String, String>>,
}

/// A node, as far as it may be the address of a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Its first address of type `ExternalIP`.
    pub external_ip: Option<String>,
}

/// G-LABEL: the gateways of a Service with the network label.
pub fn labelled(facts: IstiodFacts, service: &GatewayService, nodes: &[Node]) -> Vec<Gateway> {
    let Some(network) = service
        .labels
        .get(NETWORK_LABEL)
        .filter(|it| !it.is_empty())
    else {
        return Vec::new();
    };
    // G-PORTLABEL
    let wanted = service
        .labels
        .get(GATEWAY_PORT_LABEL)
        .and_then(|port| port.parse().ok())
        .unwrap_or(MTLS_PORT);
    let is_listed = |port: u16| service.ports.iter().any(|(listed, _)| *listed == port);
    // G-PORTCHECK
    let port = if is_listed(wanted) || !facts.checks_gateway_port {
        wanted
    } else {
        0
    };
    let hbone = if facts.hbone_gateways && is_listed(HBONE_PORT) {
        HBONE_PORT
    } else {
        0
    };
    if port == 0 && hbone == 0 {
        return Vec::new();
    }
    at_addresses(service, nodes, port)
        .into_iter()
        .map(|(host, port)| Gateway {
            network: network.clone(),
            cluster: service.cluster.clone(),
            host,
            port,
            hbone,
            service_account: String::new(),
        })
        .collect()
}

/// The addresses of a Service, with the port as it is there.
fn at_addresses(service: &GatewayService, nodes: &[Node], port: u16) -> Vec<(Host, u16)> {
    let external = || service.external_ips.iter().map(|ip| Host::parse(ip));
    let node_port = || {
        let listed = service.ports.iter().find(|(listed, _)| *listed == port);
        listed.map_or(port, |(_, node_port)| *node_port)
    };
    // G-NODEPORT
    if let (ServiceType::NodePort, Some(selector)) = (service.kind, &service.node_selector) {
        let port = node_port();
        let mut hosts: Vec<Host> = external().collect();
        if hosts.is_empty() {
            let is_meant = |node: &&Node| {
                let mut wanted = selector.iter();
                wanted.all(|(key, value)| node.labels.get(key) == Some(value))
            };
            hosts = nodes
                .iter()
                .filter(is_meant)
                .filter_map(|node| node.external_ip.as_deref())
                .map(Host::parse)
                .collect();
        }
        return hosts.into_iter().map(|host| (host, port)).collect();
    }
    // G-LB, G-EXTIP
    let ingress = service
        .ingress
        .iter()
        .filter(|_| service.kind == ServiceType::LoadBalancer)
        .map(|(ip, name)| Host::parse(if ip.is_empty() { name } else { ip }))
        .filter(|host| *host != Host::Absent);
    ingress.chain(external()).map(|host| (host, port)).collect()
}

/// G-MN: the gateways that `meshNetworks` names by address; they belong to no cluster.
pub fn by_address(networks: &MeshNetworks) -> Vec<Gateway> {
    let mut gateways = Vec::new();
    for (name, network) in networks {
        for gateway in &network.gateways {
            if let MeshNetworkAddress::Address(address) = &gateway.at {
                gateways.push(Gateway {
                    network: name.clone(),
                    cluster: String::new(),
                    host: Host::parse(address),
                    port: u16::try_from(gateway.port).unwrap_or(0),
                    hbone: 0,
                    service_account: String::new(),
                });
            }
        }
    }
    gateways
}

/// G-MN: the gateways of a Service that `meshNetworks` names; only in clusters that the same
/// network's `fromRegistry` names, and not where the Service has the network label.
pub fn by_registry_name(
    networks: &MeshNetworks,
    service: &GatewayService,
    nodes: &[Node],
) -> Vec<Gateway> {
    if service
        .labels
        .get(NETWORK_LABEL)
        .is_some_and(|it| !it.is_empty())
    {
        return Vec::new();
    }
    let mut gateways = Vec::new();
    for (name, network) in networks {
        if !network.from_registry.contains(&service.cluster) {
            continue;
        }
        for gateway in &network.gateways {
            let is_meant = match &gateway.at {
                MeshNetworkAddress::RegistryServiceName(host) => *host == service.hostname,
                MeshNetworkAddress::Address(_) => false,
            };
            let port = u16::try_from(gateway.port).unwrap_or(0);
            if is_meant {
                gateways.extend(at_addresses(service, nodes, port).into_iter().map(
                    |(host, port)| Gateway {
                        network: name.clone(),
                        cluster: service.cluster.clone(),
                        host,
                        port,
                        hbone: 0,
                        service_account: String::new(),
                    },
                ));
            }
        }
    }
    gateways
}

/// A Gateway resource of the Gateway API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GatewayResource {
    /// Its cluster.
    pub cluster: String,
    /// Whether that is the reader's config cluster.
    pub is_config_cluster: bool,
    /// `spec.gatewayClassName`.
    pub class: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// `spec.addresses`: type, value.
    pub addresses: Vec<(String, String)>,
    /// `spec.listeners`.
    pub listeners: Vec<Listener>,
    /// The ServiceAccount of its pods; empty for none.
    pub service_account: String,
}

/// A listener of a Gateway resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listener {
    /// `port`.
    pub port: u16,
    /// `protocol`.
    pub protocol: String,
    /// Whether it has a section `tls`.
    pub has_tls: bool,
    /// The option `gateway.istio.io/listener-protocol`.
    pub listener_protocol: String,
}

/// G-GWAPI: the gateways of a Gateway resource.
pub fn from_resource(resource: &GatewayResource) -> Vec<Gateway> {
    let Some(network) = resource
        .labels
        .get(NETWORK_LABEL)
        .filter(|it| !it.is_empty())
    else {
        return Vec::new();
    };
    if resource.class == "istio-remote" && !resource.is_config_cluster {
        return Vec::new();
    }
    let wanted = resource
        .labels
        .get(GATEWAY_PORT_LABEL)
        .and_then(|port| port.parse().ok())
        .unwrap_or(MTLS_PORT);
    let mut gateways = Vec::new();
    for (kind, value) in &resource.addresses {
        if !matches!(kind.as_str(), "IPAddress" | "Hostname") {
            continue;
        }
        for listener in &resource.listeners {
            let is_passthrough = listener.has_tls
                && (listener.listener_protocol == "auto-passthrough" || listener.port == wanted);
            let (port, hbone) = if listener.protocol == "HBONE" {
                (listener.port, listener.port)
            } else if is_passthrough {
                (listener.port, 0)
            } else {
                continue;
            };
            gateways.push(Gateway {
                network: network.clone(),
                cluster: resource.cluster.clone(),
                host: Host::parse(value),
                port,
                hbone,
                service_account: resource.service_account.clone(),
            });
        }
    }
    gateways
}

/// G-DNS: puts addresses in the place of host names. A name without an answer takes its gateway
/// out of the set. `addresses` says what istiod's DNS servers answer, not a hosts file.
pub fn resolved(
    facts: IstiodFacts,
    gateways: impl IntoIterator<Item = Gateway>,
    addresses: impl Fn(&str) -> Vec<Host>,
) -> BTreeSet<Gateway> {
    let mut set = BTreeSet::new();
    for gateway in gateways {
        let Host::Name(name) = &gateway.host else {
            set.insert(gateway);
            continue;
        };
        if !facts.resolves_hostnames {
            continue;
        }
        for host in addresses(name) {
            set.insert(Gateway {
                host,
                ..gateway.clone()
            });
        }
    }
    set
}

/// G-STALE: what istiod keeps of a Service's gateways when the Service changes.
///
/// Only a Service with addresses is looked at again: one that loses its last address keeps the
/// old ones until it is deleted or istiod restarts.
pub fn kept(before: Vec<Gateway>, after: Vec<Gateway>, is_deleted: bool) -> Vec<Gateway> {
    if after.is_empty() && !is_deleted {
        before
    } else {
        after
    }
}
