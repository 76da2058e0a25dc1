//! Vectors about services over several clusters, ambient workloads, and localities.

use meshwright_graph::istiod::ambient::{AmbientPod, workloads};
use meshwright_graph::istiod::locality::{LocalityQuestion, TrafficDistribution, priorities};
use meshwright_graph::istiod::service::{
    ClusterService, Lookup, ServiceSetting, is_cluster_local, lookup, merge,
};
use meshwright_graph::istiod::{Host, Reason};
use serde::Deserialize;
use serde_yaml::Value;

use crate::endpoints::address_of;
use crate::given::{Outcome, only, read, same};

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
