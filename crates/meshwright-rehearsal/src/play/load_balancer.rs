//! The load balancer: gives Services of its type an address, one after the other.

use std::net::IpAddr;

use meshwright_core::model::Cluster;
use serde_json::{Value, json};

use crate::api::{ApiError, list, name, namespace, text};
use crate::world::{WorldCluster, addresses};

/// Gives an address to each Service that waits for one; takes them away where it gives none.
pub(super) fn turn(
    cluster: &WorldCluster,
    services: &[Value],
    is_open: bool,
) -> Result<(), ApiError> {
    let is_meant =
        |service: &&Value| text(service, "/spec/type").as_deref() == Some("LoadBalancer");
    let mut taken: Vec<String> = services.iter().filter(is_meant).flat_map(ingress).collect();
    for service in services.iter().filter(is_meant) {
        if ingress(service).is_empty() != is_open {
            continue;
        }
        let given = if is_open {
            given(cluster, service, &taken)
        } else {
            Vec::new()
        };
        taken.extend(given.iter().cloned());
        let ingress: Vec<Value> = given.iter().map(|ip| json!({"ip": ip})).collect();
        let path = format!(
            "/api/v1/namespaces/{}/services/{}/status",
            namespace(service),
            name(service)
        );
        let status = json!({"status": {"loadBalancer": {"ingress": ingress}}});
        cluster.api.merge(&path, &status)?;
    }
    Ok(())
}

/// The addresses for a Service: those that the topology knows for the gateway, or the next ones.
fn given(cluster: &WorldCluster, service: &Value, taken: &[String]) -> Vec<String> {
    let is_gateway = service
        .pointer("/metadata/labels/topology.istio.io~1network")
        .is_some();
    let known = &cluster.gateway_addresses;
    if is_gateway && !known.is_empty() && !known.iter().any(|ip| taken.contains(ip)) {
        return known.clone();
    }
    let next = (0..).map(|nth| addresses::load_balancer(cluster.index, nth).to_string());
    let mut free = next.take(15).filter(|ip| !taken.contains(ip));
    free.next().into_iter().collect()
}

/// The addresses that a load balancer of `cluster` is to give to its gateway.
pub(crate) fn known(cluster: &Cluster) -> Vec<String> {
    use meshwright_core::model::{Address, Exposure};
    let gateway = cluster.gateway.iter();
    let balanced = gateway.filter(|it| it.exposure == Exposure::LoadBalancer);
    balanced
        .flat_map(|gateway| &gateway.addresses)
        .filter(|address| matches!(address, Address::Ip(_)))
        .map(ToString::to_string)
        .collect()
}

fn ingress(service: &Value) -> Vec<String> {
    list(service, "/status/loadBalancer/ingress")
        .iter()
        .filter_map(|entry| text(entry, "/ip"))
        .collect()
}

/// Where a Service is reached from outside of its cluster.
pub(crate) fn addresses(service: &Value) -> Vec<IpAddr> {
    let external = list(service, "/spec/externalIPs").iter();
    let external = external.filter_map(|ip| ip.as_str().map(str::to_owned));
    let all = ingress(service).into_iter().chain(external);
    all.filter_map(|ip| ip.parse().ok()).collect()
}
