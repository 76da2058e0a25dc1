//! Vectors about where networks and gateways come from, and about `meshNetworks`.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_graph::istiod::Gateway;
use meshwright_graph::istiod::discover::{
    GatewayResource, GatewayService, Listener, Node, ServiceType, by_address, by_registry_name,
    from_resource, labelled,
};
use meshwright_graph::istiod::network::{
    PodPlace, ProxyPlace, network_of_pod, network_of_proxy, network_of_workload_entry,
};
use meshwright_graph::istiod::validate::{is_valid, unknown_registries};
use serde::Deserialize;
use serde_yaml::Value;

use crate::given::{
    GatewayGiven, MeshNetworkGiven, Outcome, facts, mesh_networks, only, read, same,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct NetworkGiven {
    kind: Option<String>,
    cluster: String,
    ip: Option<String>,
    pod_label: Option<String>,
    sysns_label: Option<String>,
    meta_network: Option<String>,
    spec_network: String,
    mesh_networks: BTreeMap<String, MeshNetworkGiven>,
    version: Option<String>,
    inject_url: Option<String>,
    global_network: Option<String>,
}

pub(crate) fn endpoint_network(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["network"])?;
    let given: NetworkGiven = read(given)?;
    let network = if matches!(given.kind.as_deref(), None | Some("pod")) {
        let place = PodPlace {
            cluster: &given.cluster,
            ip: given.ip.as_deref().and_then(|ip| ip.parse().ok()),
            pod_label: given.pod_label.as_deref().unwrap_or_default(),
            system_label: given.sysns_label.as_deref().unwrap_or_default(),
            proxy_meta: given.meta_network.as_deref().unwrap_or_default(),
        };
        network_of_pod(
            facts(given.version.as_deref()),
            place,
            &mesh_networks(&given.mesh_networks),
        )
    } else {
        network_of_workload_entry(&given.spec_network)
    };
    same(
        "network",
        network.as_str(),
        expect["network"].as_str().unwrap_or_default(),
    )
}

pub(crate) fn proxy_network(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["network"])?;
    let parsed: NetworkGiven = read(given)?;
    // These vectors write a pod without the label as one with an empty value.
    let pod_label = parsed.pod_label.as_deref().filter(|label| {
        let is_there = given.get("pod_label_present").and_then(Value::as_bool);
        !label.is_empty() || is_there == Some(true)
    });
    let network = network_of_proxy(ProxyPlace {
        pod_label,
        inject_url: parsed.inject_url.as_deref().unwrap_or_default(),
        global_network: parsed.global_network.as_deref().unwrap_or_default(),
    });
    same(
        "network",
        network.as_str(),
        expect["network"].as_str().unwrap_or_default(),
    )
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GatewaysGiven {
    service: Option<KubeServiceGiven>,
    nodes: Vec<NodeGiven>,
    mesh_networks: BTreeMap<String, MeshNetworkGiven>,
    gateway_resource: Option<ResourceGiven>,
    version: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct KubeServiceGiven {
    cluster: String,
    hostname: String,
    #[serde(rename = "type")]
    kind: String,
    labels: BTreeMap<String, String>,
    node_selector: Option<BTreeMap<String, String>>,
    ports: Vec<PortGiven>,
    ingress: Vec<IngressGiven>,
    external_ips: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PortGiven {
    port: u16,
    node_port: u16,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct IngressGiven {
    ip: String,
    hostname: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NodeGiven {
    external_ip: Option<String>,
    labels: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ResourceGiven {
    cluster: String,
    config_cluster: bool,
    class: String,
    labels: BTreeMap<String, String>,
    addresses: Vec<AddressGiven>,
    listeners: Vec<ListenerGiven>,
    service_account: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AddressGiven {
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListenerGiven {
    port: u16,
    protocol: String,
    tls: bool,
    #[serde(alias = "option")]
    listener_protocol: String,
}

pub(crate) fn gateways(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["gateways"])?;
    let given: GatewaysGiven = read(given)?;
    let facts = facts(given.version.as_deref());
    let networks = mesh_networks(&given.mesh_networks);
    let nodes: Vec<Node> = given
        .nodes
        .into_iter()
        .map(|node| Node {
            labels: node.labels,
            external_ip: node.external_ip,
        })
        .collect();
    let mut found: BTreeSet<Gateway> = by_address(&networks).into_iter().collect();
    if let Some(service) = given.service {
        let service = GatewayService {
            cluster: service.cluster,
            hostname: service.hostname,
            kind: match service.kind.as_str() {
                "LoadBalancer" => ServiceType::LoadBalancer,
                "NodePort" => ServiceType::NodePort,
                _ => ServiceType::ClusterIp,
            },
            labels: service.labels,
            ports: service
                .ports
                .iter()
                .map(|it| (it.port, it.node_port))
                .collect(),
            ingress: service
                .ingress
                .into_iter()
                .map(|it| (it.ip, it.hostname))
                .collect(),
            external_ips: service.external_ips,
            node_selector: service.node_selector,
        };
        found.extend(labelled(facts, &service, &nodes));
        found.extend(by_registry_name(&networks, &service, &nodes));
    }
    if let Some(resource) = given.gateway_resource {
        found.extend(from_resource(&GatewayResource {
            cluster: resource.cluster,
            is_config_cluster: resource.config_cluster,
            class: resource.class,
            labels: resource.labels,
            addresses: resource
                .addresses
                .into_iter()
                .map(|it| (it.kind, it.value))
                .collect(),
            listeners: resource
                .listeners
                .into_iter()
                .map(|it| Listener {
                    port: it.port,
                    protocol: it.protocol,
                    has_tls: it.tls,
                    listener_protocol: it.listener_protocol,
                })
                .collect(),
            service_account: resource.service_account,
        }));
    }
    // Vectors do not say which ServiceAccount a Gateway resource brings along.
    let plain = |gateway: Gateway| Gateway {
        service_account: String::new(),
        ..gateway
    };
    let found: BTreeSet<Gateway> = found.into_iter().map(plain).collect();
    let wanted: Vec<GatewayGiven> = read(&expect["gateways"])?;
    let wanted = wanted
        .iter()
        .map(GatewayGiven::gateway)
        .map(plain)
        .collect();
    same("gateways", found, wanted)
}

#[derive(Deserialize)]
struct MeshNetworksGiven {
    mesh_networks: BTreeMap<String, MeshNetworkGiven>,
    #[serde(default)]
    remote_secret_keys: Vec<String>,
    version: Option<String>,
}

pub(crate) fn validate(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["valid"])?;
    let given: MeshNetworksGiven = read(given)?;
    let networks = mesh_networks(&given.mesh_networks);
    let valid = is_valid(facts(given.version.as_deref()), &networks);
    same("valid", Some(valid), expect["valid"].as_bool())
}

pub(crate) fn analyze(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["codes"])?;
    let given: MeshNetworksGiven = read(given)?;
    let networks = mesh_networks(&given.mesh_networks);
    let unknown = unknown_registries(&networks, &given.remote_secret_keys);
    let codes: Vec<String> = unknown.iter().map(|_| "IST0126".to_owned()).collect();
    same("codes", codes, read(&expect["codes"])?)
}
