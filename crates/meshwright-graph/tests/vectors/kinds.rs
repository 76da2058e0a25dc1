//! Every kind of vector but `reach`.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_graph::istiod::access::{
    Authenticator, Kubeconfig, RemotePlace, RemoteSecret, authenticate, leads, registries,
};
use meshwright_graph::istiod::ambient::{AmbientPod, workloads};
use meshwright_graph::istiod::discover::{
    GatewayResource, GatewayService, Listener, Node, ServiceType, by_address, by_registry_name,
    from_resource, labelled,
};
use meshwright_graph::istiod::failure::{
    CERTIFICATE_H, Effects, Endpoints, Event, GatewayKept, effects,
};
use meshwright_graph::istiod::locality::{LocalityQuestion, TrafficDistribution, priorities};
use meshwright_graph::istiod::network::{
    PodPlace, ProxyPlace, network_of_pod, network_of_proxy, network_of_workload_entry,
};
use meshwright_graph::istiod::service::{
    ClusterService, Lookup, ServiceSetting, is_cluster_local, lookup, merge,
};
use meshwright_graph::istiod::validate::{is_valid, unknown_registries};
use meshwright_graph::istiod::{
    Assignment, Endpoint, Entry, Gateway, Group, Host, Pilot, Reason, Request, ServicePortView, Via,
};
use serde::Deserialize;
use serde_yaml::Value;

use crate::Topologies;
use crate::given::{
    EndpointGiven, FeaturesGiven, GatewayGiven, MeshNetworkGiven, Outcome, PolicyGiven, ProxyGiven,
    facts, mesh_networks, only, read, same,
};

#[derive(Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "vectors say each of these on its own"
)]
struct EdsGiven {
    #[serde(default)]
    gateways: Vec<GatewayGiven>,
    #[serde(default)]
    endpoints: Vec<EndpointGiven>,
    #[serde(default)]
    proxy: ProxyGiven,
    #[serde(default)]
    features: FeaturesGiven,
    #[serde(default)]
    policy: PolicyGiven,
    service: Option<ServiceGiven>,
    version: Option<String>,
    visible_clusters: Option<BTreeSet<String>>,
    #[serde(default, alias = "subset_labels")]
    subset: BTreeMap<String, String>,
    #[serde(default)]
    cluster_local: bool,
    #[serde(default)]
    node_local: bool,
    service_scope: Option<String>,
    #[serde(default)]
    traffic_distribution: Option<String>,
    #[serde(default)]
    persistent_session: bool,
    #[serde(default, alias = "dnat")]
    sni_dnat: bool,
}

#[derive(Deserialize)]
struct ServiceGiven {
    host: String,
    #[serde(default)]
    port: u16,
    #[serde(default)]
    port_name: String,
}

#[derive(Deserialize)]
struct EntryExpected {
    addr: String,
    port: Option<u16>,
    weight: Option<u32>,
    via: Option<String>,
}

/// The topology that a vector refers to, with what the vector says itself on top.
fn with_topology(given: &Value, topologies: &Topologies) -> Result<Value, String> {
    let Some(name) = given.get("topology").and_then(Value::as_str) else {
        return Ok(given.clone());
    };
    let base = topologies.get(name).ok_or("no such topology")?;
    let mut whole = base.as_mapping().ok_or("no map")?.clone();
    for (key, value) in given.as_mapping().ok_or("no map")? {
        whole.insert(key.clone(), value.clone());
    }
    Ok(Value::Mapping(whole))
}

pub(crate) fn eds(given: &Value, expect: &Value, topologies: &Topologies) -> Outcome {
    only(
        expect,
        &[
            "endpoints",
            "localities",
            "unordered",
            "total",
            "dropped",
            "path_failure",
        ],
    )?;
    let given: EdsGiven = read(&with_topology(given, topologies)?)?;
    let endpoints: Vec<Endpoint> = given
        .endpoints
        .iter()
        .map(EndpointGiven::endpoint)
        .collect::<Result<_, _>>()?;
    let all = endpoints.iter().map(|endpoint| endpoint.cluster.clone());
    let visible = given.visible_clusters.unwrap_or_else(|| all.collect());
    let gateways = given.gateways.iter().map(GatewayGiven::gateway);
    let pilot = Pilot {
        cluster: String::new(),
        // An istiod knows the gateways of the clusters that it sees.
        gateways: gateways
            .filter(|it| {
                let is_hidden = endpoints.iter().any(|other| other.cluster == it.cluster)
                    && !visible.contains(&it.cluster);
                !is_hidden
            })
            .collect(),
        visible,
        facts: facts(given.version.as_deref()),
        features: given.features.features(),
    };
    let service = given.service.map(|service| ServicePortView {
        is_cluster_local: given.cluster_local,
        is_node_local: given.node_local,
        is_global: given.service_scope.as_deref() != Some("local"),
        wants_unhealthy: given.traffic_distribution.is_some(),
        is_persistent: given.persistent_session,
        ..ServicePortView::new(service.host, service.port, service.port_name)
    });
    let proxy = given.proxy.proxy()?;
    let assignment = pilot.assign(
        &Request {
            proxy: &proxy,
            service: service.as_ref(),
            subset: &given.subset,
            policy: given.policy.policy()?,
            is_sni_dnat: given.sni_dnat,
        },
        &endpoints,
    );
    let is_unordered = expect
        .get("unordered")
        .is_some_and(|it| it == &Value::Bool(true));
    if let Some(expected) = expect.get("endpoints") {
        let entries: Vec<&Entry> = assignment.entries().collect();
        compare_entries(
            &entries,
            &read::<Vec<EntryExpected>>(expected)?,
            is_unordered,
        )?;
    }
    if let Some(localities) = expect.get("localities").and_then(Value::as_sequence) {
        compare_localities(&assignment, localities)?;
    }
    if let Some(total) = expect.get("total").and_then(Value::as_u64) {
        same("total", assignment.total(), total)?;
    }
    if let Some(dropped) = expect.get("dropped") {
        for (address, code) in read::<BTreeMap<String, String>>(dropped)? {
            let place = endpoints
                .iter()
                .position(|it| address_of(&it.host) == address);
            let found = assignment.dropped.iter().find(|(at, _)| Some(*at) == place);
            let found = found.map(|(_, reason)| reason.code().to_owned());
            same(&format!("dropped {address}"), found, Some(code))?;
        }
    }
    if let Some(broken) = expect.get("path_failure") {
        for (address, code) in read::<BTreeMap<String, String>>(broken)? {
            // A pod elsewhere is routed to only where both are said to be on one network.
            let listed = assignment.entries().find(|it| {
                it.via == Via::Direct
                    && address_of(&it.host) == address
                    && it.cluster != proxy.cluster
                    && it.network != proxy.network
            });
            let found = listed.map(|_| Reason::P03.code().to_owned());
            same(&format!("path to {address}"), found, Some(code))?;
        }
    }
    Ok(())
}

fn address_of(host: &Host) -> String {
    host.order().1
}

type Told = (String, Option<u16>, Option<u32>, Option<String>);

fn compare_entries(entries: &[&Entry], expected: &[EntryExpected], is_unordered: bool) -> Outcome {
    let mut actual: Vec<Told> = Vec::new();
    let mut wanted: Vec<Told> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        // What a vector leaves out is not compared.
        let like = if is_unordered {
            expected
                .iter()
                .find(|it| it.addr == address_of(&entry.host))
        } else {
            expected.get(place)
        };
        let via = match entry.via {
            Via::Direct => "direct",
            Via::Gateway => "gateway",
        };
        actual.push((
            address_of(&entry.host),
            like.and_then(|it| it.port).and(Some(entry.port)),
            like.and_then(|it| it.weight).and(Some(entry.weight)),
            like.and_then(|it| it.via.as_ref()).map(|_| via.to_owned()),
        ));
    }
    for entry in expected {
        wanted.push((
            entry.addr.clone(),
            entry.port,
            entry.weight,
            entry.via.clone(),
        ));
    }
    if is_unordered {
        actual.sort();
        wanted.sort();
    }
    same("endpoints", actual, wanted)
}

fn compare_localities(assignment: &Assignment, expected: &[Value]) -> Outcome {
    let names = |group: &Group| group.locality.clone();
    let actual: Vec<String> = assignment.groups.iter().map(names).collect();
    let wanted: Vec<String> = expected
        .iter()
        .map(|it| it["locality"].as_str().unwrap_or_default().to_owned())
        .collect();
    same("localities", actual, wanted)?;
    for (group, expected) in assignment.groups.iter().zip(expected) {
        if let Some(weight) = expected.get("weight").and_then(Value::as_u64) {
            same("weight of a locality", group.weight(), weight)?;
        }
        if let Some(entries) = expected.get("endpoints") {
            let actual: Vec<&Entry> = group.entries.iter().collect();
            compare_entries(&actual, &read::<Vec<EntryExpected>>(entries)?, false)?;
        }
    }
    Ok(())
}

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
struct SecretsGiven {
    own_cluster: String,
    system_namespace: String,
    secrets: Vec<SecretGiven>,
    #[serde(default, alias = "allowed_options")]
    insecure_options: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SecretGiven {
    namespace: String,
    name: String,
    label: String,
    keys: Vec<String>,
    auth: Option<String>,
    broken: bool,
}

pub(crate) fn secrets(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["clusters", "owner"])?;
    let given: SecretsGiven = read(given)?;
    let secrets: Vec<RemoteSecret> = given
        .secrets
        .into_iter()
        .map(|secret| {
            let kubeconfig = match secret.auth.as_deref() {
                _ if secret.broken => Kubeconfig::Broken,
                Some("broken" | "invalid") => Kubeconfig::Broken,
                None | Some("token" | "oidc") => Kubeconfig::Token,
                Some(other) => Kubeconfig::Insecure(other.to_owned()),
            };
            let keys = secret.keys.into_iter();
            RemoteSecret {
                namespace: secret.namespace,
                name: secret.name,
                label: secret.label,
                kubeconfigs: keys.map(|key| (key, kubeconfig.clone())).collect(),
            }
        })
        .collect();
    let found = registries(
        &given.own_cluster,
        &given.system_namespace,
        &secrets,
        &given.insecure_options,
    );
    same("clusters", found.clusters, read(&expect["clusters"])?)?;
    match expect.get("owner") {
        Some(owner) => same("owner", found.owner, read(owner)?),
        None => Ok(()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct IstiodGiven {
    cluster_id: String,
    remotes: Vec<String>,
    aliases: Vec<String>,
    silent: BTreeSet<String>,
    external_istiod: bool,
    version: Option<String>,
}

#[derive(Deserialize)]
struct AuthGiven {
    istiod: IstiodGiven,
    proxy: AuthProxyGiven,
    #[serde(default, alias = "api_down")]
    api_servers_down: Vec<String>,
}

#[derive(Deserialize)]
struct AuthProxyGiven {
    #[serde(default)]
    claims_cluster: String,
    runs_in: String,
}

pub(crate) fn auth(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["ok", "reason", "message"])?;
    let given: AuthGiven = read(given)?;
    let mut silent = given.istiod.silent;
    silent.extend(given.api_servers_down);
    let istiod = Authenticator {
        cluster: given.istiod.cluster_id,
        aliases: given.istiod.aliases,
        remotes: given.istiod.remotes,
        silent,
    };
    let found = authenticate(&istiod, &given.proxy.claims_cluster, &given.proxy.runs_in);
    let is_ok = expect["ok"].as_bool().unwrap_or_default();
    same("ok", found.is_ok(), is_ok)?;
    if let (Some(reason), Err(refusal)) = (expect.get("reason"), &found) {
        same("reason", Some(refusal.reason.code()), reason.as_str())?;
    }
    if let (Some(message), Err(refusal)) = (expect.get("message"), &found) {
        same("message", Some(refusal.message.as_str()), message.as_str())?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct LeadGiven {
    istiod: IstiodGiven,
    remote: LeadRemoteGiven,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LeadRemoteGiven {
    system_namespace: bool,
    annotation: Option<String>,
    config_cluster: bool,
}

pub(crate) fn lead(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["lead", "reason"])?;
    // What happens `later` changes nothing: the question is asked once.
    let given: LeadGiven = read(given)?;
    let does_lead = leads(
        facts(given.istiod.version.as_deref()),
        &given.istiod.cluster_id,
        given.istiod.external_istiod,
        &RemotePlace {
            is_config_cluster: given.remote.config_cluster,
            has_system_namespace: given.remote.system_namespace,
            annotation: given.remote.annotation,
        },
    );
    same("lead", Some(does_lead), expect["lead"].as_bool())?;
    match expect.get("reason").and_then(Value::as_str) {
        Some(reason) => same(
            "reason",
            (!does_lead).then_some(Reason::C04.code()),
            Some(reason),
        ),
        None => Ok(()),
    }
}

#[derive(Deserialize)]
struct LocalGiven {
    host: String,
    #[serde(default)]
    settings: Vec<SettingGiven>,
    domain: Option<String>,
    #[serde(default, alias = "discovery_host")]
    discovery_address: String,
}

#[derive(Deserialize)]
struct SettingGiven {
    cluster_local: bool,
    hosts: Vec<String>,
}

pub(crate) fn cluster_local(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["cluster_local"])?;
    let given: LocalGiven = read(given)?;
    let settings: Vec<ServiceSetting> = given
        .settings
        .into_iter()
        .map(|setting| ServiceSetting {
            is_cluster_local: setting.cluster_local,
            hosts: setting.hosts,
        })
        .collect();
    let domain = given.domain.as_deref().unwrap_or("cluster.local");
    let discovery_host = given
        .discovery_address
        .split(':')
        .next()
        .unwrap_or_default();
    let found = is_cluster_local(&given.host, domain, discovery_host, &settings);
    same(
        "cluster-local",
        Some(found),
        expect["cluster_local"].as_bool(),
    )
}

#[derive(Deserialize)]
struct MergeGiven {
    services: Vec<MergeServiceGiven>,
    proxy_cluster: String,
    host: String,
    istiod_cluster: Option<String>,
    port: Option<u16>,
}

#[derive(Deserialize)]
struct MergeServiceGiven {
    cluster: String,
    host: String,
    #[serde(default)]
    vip: String,
    #[serde(default)]
    ports: Vec<u16>,
}

pub(crate) fn service(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["known", "vip", "port_known", "reason"])?;
    let given: MergeGiven = read(given)?;
    let services: Vec<ClusterService> = given
        .services
        .into_iter()
        .map(|service| ClusterService {
            cluster: service.cluster,
            host: service.host,
            vip: service.vip,
            ports: service
                .ports
                .iter()
                .map(|port| (format!("port-{port}"), *port))
                .collect(),
        })
        .collect();
    let config = given
        .istiod_cluster
        .as_deref()
        .unwrap_or(&given.proxy_cluster);
    let merged = merge(&services, &given.host, config);
    same("known", Some(merged.is_some()), expect["known"].as_bool())?;
    let mut reason = merged.is_none().then_some(Reason::D01);
    if let Some(merged) = merged {
        if let Some(vip) = expect.get("vip") {
            same("vip", Some(merged.vip(&given.proxy_cluster)), vip.as_str())?;
        }
        if let Some(port) = given.port {
            let found = merged.port_name(port);
            if let Some(expected) = expect.get("port_known") {
                same("port known", Some(found.is_ok()), expected.as_bool())?;
            }
            reason = found.err();
        }
    }
    match expect.get("reason").and_then(Value::as_str) {
        Some(expected) => same("reason", reason.map(Reason::code), Some(expected)),
        None => Ok(()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DnsGiven {
    local_service: bool,
    remote_service: bool,
    dns_capture: bool,
    local_vip: Option<String>,
    remote_vip: Option<String>,
}

pub(crate) fn dns(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["resolves", "reason", "address"])?;
    let given: DnsGiven = read(given)?;
    let vip = |is_there: bool, vip: &Option<String>| {
        is_there.then(|| vip.clone().unwrap_or_else(|| "an address".to_owned()))
    };
    let local = vip(given.local_service, &given.local_vip);
    let remote = vip(given.remote_service, &given.remote_vip);
    let found = lookup(Lookup {
        local_vip: local.as_deref(),
        remote_vip: remote.as_deref(),
        dns_capture: given.dns_capture,
    });
    same(
        "resolves",
        Some(found.is_ok()),
        expect["resolves"].as_bool(),
    )?;
    if let Some(address) = expect.get("address") {
        same("address", found.ok(), address.as_str())?;
    }
    match expect.get("reason").and_then(Value::as_str) {
        Some(reason) => same("reason", found.err().map(Reason::code), Some(reason)),
        None => Ok(()),
    }
}

#[derive(Deserialize)]
struct FailureGiven {
    event: String,
    timeout_s: Option<u32>,
    version: Option<String>,
}

pub(crate) fn failure(given: &Value, expect: &Value) -> Outcome {
    let given: FailureGiven = read(given)?;
    let event = match given.event.as_str() {
        "primary_down" | "istiod_down" | "control_plane_down" => Event::ControlPlaneDown,
        "remote_api_down_at_start" => Event::RemoteApiDownAtStart {
            timeout_s: given.timeout_s.unwrap_or(30),
        },
        "remote_api_down_running" => Event::RemoteApiDown,
        "secret_deleted" | "remote_secret_deleted" => Event::SecretDeleted,
        "secret_updated" | "secret_rotated" => Event::SecretReplaced,
        "gateway_down" => Event::GatewayDown,
        "gateway_hostname_unresolved" | "gateway_hostname_gone" => Event::GatewayNameGone,
        "gateway_service_deleted" => Event::GatewayServiceDeleted,
        "gateway_lb_status_emptied" => Event::GatewayAddressEmptied,
        "root_rotated" | "root_replaced" => Event::RootReplaced,
        other => return Err(format!("no event `{other}`")),
    };
    let found = effects(facts(given.version.as_deref()), event);
    let map = expect.as_mapping().ok_or("`expect` is no map")?;
    for (key, expected) in map {
        let key = key.as_str().unwrap_or_default();
        let told = told(key, event, &found).ok_or_else(|| {
            format!("nobody here knows what `{key}` means after {event:?}: {found:?}")
        })?;
        same(key, &told, expected)?;
    }
    Ok(())
}

/// An effect in the words of the vectors.
fn told(key: &str, event: Event, found: &Effects) -> Option<Value> {
    let word = |word: &str| Some(Value::from(word));
    let refused = |is_allowed| word(if is_allowed { "ok" } else { "C02" });
    match key {
        "endpoints_of_remote" | "endpoints" => word(match found.endpoints {
            Endpoints::Unchanged => "unchanged",
            Endpoints::Stale => "stale",
            Endpoints::Absent => "none",
            Endpoints::WipedUntilRestart => "wiped-until-restart",
            Endpoints::ShortGap => "short-gap",
            Endpoints::RawPods => "pod-ips",
        }),
        "eds" => word(match found.endpoints {
            Endpoints::Unchanged => "unchanged",
            Endpoints::RawPods => "pod-ips",
            _ => "changed",
        }),
        "istiod_ready_after_s" => Some(Value::from(found.istiod_waits_s)),
        "later" if found.mends_itself => word("appear-when-synced"),
        "later" => word("stay-away"),
        "proxies_of_remote" => match event {
            Event::SecretDeleted => word("C01"),
            _ => refused(found.new_streams),
        },
        "existing_streams" => match found.streams_end_after_min {
            Some(minutes) => Some(Value::from(format!("kept-until-{minutes}m-max-age"))),
            None => word("kept"),
        },
        "new_streams" | "new_connections" => refused(found.new_streams),
        "csr" => refused(found.renewals),
        "traffic" => match found.gateway {
            GatewayKept::ListedDead => word("fails-P13"),
            _ => word("unchanged"),
        },
        "failover" => word(if found.needs_outlier_detection {
            "only-with-outlier-detection"
        } else {
            "not-needed"
        }),
        "gateway" => word(match found.gateway {
            GatewayKept::Listed | GatewayKept::ListedDead => "kept",
            GatewayKept::StaleAddress => "stale-address-kept",
            GatewayKept::Gone => "gone",
        }),
        "new_pods" => word(if found.new_pods { "ok" } else { "rejected" }),
        "proxies_move" | "moves_to_other_primary" => Some(Value::Bool(false)),
        "certificates_expire_after_h" => Some(Value::from(CERTIFICATE_H)),
        "config" | "proxies" => word("last-known"),
        _ => None,
    }
}

#[derive(Deserialize)]
struct AmbientGiven {
    scope: Option<String>,
    local_network: String,
    #[serde(default = "local")]
    local_cluster: String,
    pods: Vec<AmbientPodGiven>,
    #[serde(default)]
    gateways: Vec<AmbientGatewayGiven>,
}

fn local() -> String {
    "local".to_owned()
}

#[derive(Deserialize)]
struct AmbientPodGiven {
    cluster: String,
    network: String,
}

#[derive(Deserialize)]
struct AmbientGatewayGiven {
    network: String,
    addr: String,
    #[serde(default)]
    hbone: u16,
}

pub(crate) fn ambient(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["workloads"])?;
    let given: AmbientGiven = read(given)?;
    let pods: Vec<AmbientPod> = given
        .pods
        .into_iter()
        .map(|pod| AmbientPod {
            cluster: pod.cluster,
            network: pod.network,
        })
        .collect();
    let gateways: Vec<(String, Host)> = given
        .gateways
        .iter()
        .filter(|gateway| gateway.hbone != 0)
        .map(|gateway| (gateway.network.clone(), Host::parse(&gateway.addr)))
        .collect();
    let is_global = given.scope.as_deref() == Some("global");
    let found = workloads(
        is_global,
        &given.local_cluster,
        &given.local_network,
        &pods,
        &gateways,
    );
    let wanted = expect["workloads"].as_sequence().ok_or("no list")?;
    same("workloads", found.len(), wanted.len())?;
    for (workload, wanted) in found.iter().zip(wanted) {
        same(
            "network",
            Some(workload.network.as_str()),
            wanted["network"].as_str(),
        )?;
        same(
            "capacity",
            Some(workload.capacity as u64),
            wanted["capacity"].as_u64(),
        )?;
        let gateway = workload.gateway.as_ref().map(address_of);
        match wanted.get("gateway").and_then(Value::as_str) {
            Some("one-of") => {
                let is_one = given
                    .gateways
                    .iter()
                    .any(|it| gateway.as_deref() == Some(&it.addr));
                same("one of the gateways", is_one, true)?;
            }
            wanted => same("gateway", gateway.as_deref(), wanted)?,
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct LocalityGiven {
    proxy_locality: String,
    #[serde(default)]
    outlier_detection: bool,
    traffic_distribution: Option<String>,
    groups: Vec<String>,
    #[serde(default)]
    failover: Vec<FailoverGiven>,
}

#[derive(Deserialize)]
struct FailoverGiven {
    from: String,
    to: String,
}

pub(crate) fn locality(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["priorities"])?;
    let given: LocalityGiven = read(given)?;
    let failover: Vec<(String, String)> = given
        .failover
        .into_iter()
        .map(|rule| (rule.from, rule.to))
        .collect();
    let found = priorities(
        LocalityQuestion {
            proxy: &given.proxy_locality,
            has_outlier_detection: given.outlier_detection,
            traffic_distribution: match given.traffic_distribution.as_deref() {
                None | Some("none" | "None") => TrafficDistribution::None,
                Some("PreferSameNode") => TrafficDistribution::PreferSameNode,
                Some(_) => TrafficDistribution::PreferClose,
            },
            failover: &failover,
        },
        &given.groups,
    );
    same("priorities", found, read(&expect["priorities"])?)
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
