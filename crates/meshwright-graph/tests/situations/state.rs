//! What is in a cluster, as the files write it.

use std::collections::BTreeMap;

use meshwright_graph::istiod::access::{Kubeconfig, RemoteSecret};
use meshwright_graph::istiod::discover::{GatewayService, Node, ServiceType};
use meshwright_graph::istiod::network::{MeshNetwork, MeshNetworkAddress, MeshNetworkGateway};
use meshwright_graph::istiod::service::{ClusterService, ServiceSetting};
use meshwright_graph::istiod::sight::{ClusterState, Istiod, Pod};
use meshwright_graph::istiod::{Health, Host};
use serde::Deserialize;

pub(crate) const HOST: &str = "helloworld.sample.svc.cluster.local";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    #[serde(default)]
    system_label: String,
    #[serde(default)]
    pods: Vec<PodState>,
    #[serde(default)]
    nodes: Vec<NodeState>,
    gateway: Option<GatewayState>,
    #[serde(default = "helloworld")]
    service: Option<ServiceState>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PodState {
    ip: String,
    #[serde(default = "yes")]
    sidecar: bool,
    #[serde(default)]
    locality: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeState {
    external_ip: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GatewayState {
    #[serde(rename = "type")]
    kind: String,
    labels: Option<BTreeMap<String, String>>,
    #[serde(default)]
    ingress: Vec<IngressState>,
    #[serde(default)]
    external_ips: Vec<String>,
    node_selector: Option<BTreeMap<String, String>>,
    #[serde(default)]
    node_port: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IngressState {
    #[serde(default)]
    ip: String,
    #[serde(default)]
    hostname: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceState {
    port_name: String,
    port: u16,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the file may say that there is no Service"
)]
fn helloworld() -> Option<ServiceState> {
    Some(ServiceState {
        port_name: "http".to_owned(),
        port: 5000,
    })
}

const fn yes() -> bool {
    true
}

impl State {
    pub(crate) fn cluster(self, id: &str) -> ClusterState {
        let network = id.replace("cluster", "network");
        ClusterState {
            id: id.to_owned(),
            system_label: self.system_label,
            services: self
                .service
                .into_iter()
                .map(|service| ClusterService {
                    cluster: id.to_owned(),
                    host: HOST.to_owned(),
                    vip: "10.96.0.10".to_owned(),
                    ports: vec![(service.port_name, service.port)],
                })
                .collect(),
            pods: self
                .pods
                .into_iter()
                .map(|pod| Pod {
                    host: Host::parse(&pod.ip),
                    service: HOST.to_owned(),
                    target_ports: ["http", "http-x"]
                        .map(|name| (name.to_owned(), 5000))
                        .into(),
                    // Injection gives the pod the label.
                    network_label: if pod.sidecar {
                        network.clone()
                    } else {
                        String::new()
                    },
                    has_sidecar: pod.sidecar,
                    health: Health::Healthy,
                    locality: pod.locality,
                    ..Pod::default()
                })
                .collect(),
            nodes: self
                .nodes
                .into_iter()
                .map(|node| Node {
                    labels: BTreeMap::new(),
                    external_ip: node.external_ip,
                })
                .collect(),
            gateways: self
                .gateway
                .into_iter()
                .map(|gateway| GatewayService {
                    cluster: id.to_owned(),
                    hostname: "istio-eastwestgateway.istio-system.svc.cluster.local".to_owned(),
                    kind: match gateway.kind.as_str() {
                        "LoadBalancer" => ServiceType::LoadBalancer,
                        "NodePort" => ServiceType::NodePort,
                        _ => ServiceType::ClusterIp,
                    },
                    labels: gateway.labels.unwrap_or_else(|| {
                        let label = "topology.istio.io/network".to_owned();
                        BTreeMap::from([(label, network.clone())])
                    }),
                    ports: vec![(15443, gateway.node_port), (15012, 0), (15017, 0)],
                    ingress: gateway
                        .ingress
                        .into_iter()
                        .map(|it| (it.ip, it.hostname))
                        .collect(),
                    external_ips: gateway.external_ips,
                    node_selector: gateway.node_selector,
                })
                .collect(),
            resources: Vec::new(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct IstiodState {
    secrets: Option<Vec<String>>,
    mesh_networks: BTreeMap<String, String>,
    cluster_local: Vec<String>,
    names: BTreeMap<String, Vec<String>>,
    /// Read by nobody: istiod asks DNS servers.
    #[serde(rename = "hosts_file")]
    _hosts_file: BTreeMap<String, String>,
}

pub(crate) fn istiod(cluster: &str, state: &IstiodState) -> Istiod {
    let other = if cluster == "cluster1" {
        "cluster2"
    } else {
        "cluster1"
    };
    let secrets = state
        .secrets
        .clone()
        .unwrap_or_else(|| vec![other.to_owned()]);
    Istiod {
        cluster: cluster.to_owned(),
        system_namespace: "istio-system".to_owned(),
        domain: "cluster.local".to_owned(),
        secrets: secrets
            .iter()
            .map(|id| RemoteSecret {
                namespace: "istio-system".to_owned(),
                name: format!("istio-remote-secret-{id}"),
                label: "true".to_owned(),
                kubeconfigs: vec![(id.clone(), Kubeconfig::Token)],
            })
            .collect(),
        mesh_networks: state
            .mesh_networks
            .iter()
            .map(|(network, address)| {
                let gateway = MeshNetworkGateway {
                    at: MeshNetworkAddress::Address(address.clone()),
                    port: 15443,
                };
                let network_with = MeshNetwork {
                    gateways: vec![gateway],
                    ..MeshNetwork::default()
                };
                (network.clone(), network_with)
            })
            .collect(),
        service_settings: vec![ServiceSetting {
            is_cluster_local: true,
            hosts: state.cluster_local.clone(),
        }],
        names: state
            .names
            .iter()
            .map(|(name, hosts)| {
                let hosts = hosts.iter().map(|host| Host::parse(host));
                (name.clone(), hosts.collect())
            })
            .collect(),
        ..Istiod::default()
    }
}
