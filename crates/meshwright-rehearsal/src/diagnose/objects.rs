//! Causes that are looked up in the objects of the clusters: labels, remote secrets, sidecars,
//! trust domains and names of ports.
//!
//! Each is something that a plan provides and a person can undo, and that requests show as nothing
//! but answers of fewer clusters.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::diag::{Words, text};
use meshwright_core::graph::MeshGraph;
use meshwright_core::model::{Cluster, ClusterIndex, Exposure, Mesh};
use serde_json::Value;

use super::{Cause, cause};
use crate::api::{list, name, namespace, text as field};
use crate::play::Stage;
use crate::world::WorldCluster;

/// The label that tells istiods which network a gateway leads to.
pub(crate) const NETWORK_LABEL: &str = "topology.istio.io/network";
/// The port that gateways pass through to services.
const GATEWAY_PORT: u64 = 15443;

/// Looks for all of them.
pub(super) fn objects(stage: &Stage, mesh: &Mesh, words: &Words) -> Vec<Cause> {
    let mut causes = labels(stage, mesh, words);
    causes.extend(secrets(stage, mesh, words));
    causes.extend(trust_domains(stage, words));
    let homes = mesh.services.iter().map(|it| it.namespace.to_string());
    let homes: BTreeSet<String> = homes.chain(["sample".to_owned()]).collect();
    causes.extend(sidecars(stage, &homes, words));
    causes.extend(port_names(stage, &homes, words));
    causes
}

fn items(cluster: &WorldCluster, path: &str) -> Vec<Value> {
    cluster.api.items(path).unwrap_or_default()
}

/// Gateways that istiods do not take for such.
fn labels(stage: &Stage, mesh: &Mesh, words: &Words) -> Vec<Cause> {
    let mut causes = Vec::new();
    if !mesh.is_multi_network() {
        return causes;
    }
    for (there, cluster) in pairs(stage, mesh) {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        // istiods are told of node ports by `meshNetworks`.
        if gateway.exposure == Exposure::NodePort && !gateway.addresses.is_empty() {
            continue;
        }
        for service in items(there, "/api/v1/services") {
            let mut ports = list(&service, "/spec/ports").iter();
            let label = service.pointer("/metadata/labels");
            let label = label.and_then(|it| it.get(NETWORK_LABEL)?.as_str());
            let number = |port: &Value| port.get("port").and_then(Value::as_u64);
            if ports.any(|it| number(it) == Some(GATEWAY_PORT)) && label != Some(&*there.network) {
                let of = &there.name;
                let service = format!("{}/{}", namespace(&service), name(&service));
                causes.push(cause(
                    "no-network-label",
                    there,
                    &text!(
                        "rehearse-cause-label",
                        cluster = of,
                        service = &service,
                        label = NETWORK_LABEL,
                        network = &there.network
                    ),
                    &text!(
                        "rehearse-cause-label-help",
                        cluster = of,
                        service = &service,
                        label = format!("{NETWORK_LABEL}={}", there.network)
                    ),
                    words,
                ));
            }
        }
    }
    causes
}

/// The clusters of the world beside those of the mesh.
fn pairs<'a>(
    stage: &'a Stage,
    mesh: &'a Mesh,
) -> impl Iterator<Item = (&'a WorldCluster, &'a Cluster)> {
    let clusters = mesh.clusters();
    clusters.filter_map(|(index, cluster)| Some((stage.clusters().get(index.0)?, cluster)))
}

/// The remote secrets that a cluster holds.
pub(crate) fn remote_secrets(holder: &WorldCluster) -> Vec<Value> {
    items(
        holder,
        "/api/v1/secrets?labelSelector=istio%2FmultiCluster%3Dtrue",
    )
}

/// Istiods without the secret of a cluster that they should watch.
fn secrets(stage: &Stage, mesh: &Mesh, words: &Words) -> Vec<Cause> {
    let graph = MeshGraph::build(mesh);
    let mut causes = Vec::new();
    for &istiod in graph.control_planes() {
        let Some(holder) = stage.clusters().get(istiod.0) else {
            continue;
        };
        if holder.api.read("/version").is_err() {
            continue;
        }
        let held = remote_secrets(holder);
        for watched in stage.clusters() {
            let should =
                watched.index != istiod.0 && graph.discovers(istiod, ClusterIndex(watched.index));
            let has = |it: &Value| {
                it.pointer("/data")
                    .is_some_and(|it| it.get(&watched.name).is_some())
            };
            if should && !held.iter().any(has) {
                let (istiod, cluster) = (&holder.name, &watched.name);
                causes.push(cause(
                    "no-remote-secret",
                    holder,
                    &text!("rehearse-cause-secret", istiod = istiod, cluster = cluster),
                    &text!(
                        "rehearse-cause-secret-help",
                        istiod = istiod,
                        cluster = cluster
                    ),
                    words,
                ));
            }
        }
    }
    causes
}

/// The mesh configuration of a cluster's istiods.
pub(crate) fn mesh_configs(cluster: &WorldCluster) -> Vec<Value> {
    let mut found = items(cluster, "/api/v1/namespaces/istio-system/configmaps");
    found.retain(|it| it.pointer("/data/mesh").is_some());
    found
}

/// Clusters whose istiod has another trust domain than the first one's, without an alias for it.
fn trust_domains(stage: &Stage, words: &Words) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut first: Option<(String, String)> = None;
    for cluster in stage.clusters() {
        for config in mesh_configs(cluster) {
            let mesh = field(&config, "/data/mesh").unwrap_or_default();
            let own = trust_domain(&mesh);
            let Some((usual, usual_in)) = &first else {
                first = Some((own, cluster.name.clone()));
                continue;
            };
            let is_alias = mesh
                .split_once("trustDomainAliases:")
                .is_some_and(|(_, rest)| rest.contains(usual.as_str()));
            if own != *usual && !is_alias {
                causes.push(cause(
                    "other-trust-domain",
                    cluster,
                    &text!(
                        "rehearse-cause-domain",
                        cluster = &cluster.name,
                        own = &own,
                        other = usual_in,
                        usual = usual
                    ),
                    &text!(
                        "rehearse-cause-domain-help",
                        cluster = &cluster.name,
                        usual = usual
                    ),
                    words,
                ));
            }
        }
    }
    causes
}

/// The trust domain of a mesh configuration.
fn trust_domain(mesh: &str) -> String {
    let mut lines = mesh.lines();
    let line = lines.find_map(|it| it.strip_prefix("trustDomain:"));
    let own = line.map(|it| it.trim().trim_matches(['"', '\'']));
    own.filter(|it| !it.is_empty())
        .unwrap_or("cluster.local")
        .to_owned()
}

/// Pods behind Services of the mesh that have no sidecar.
fn sidecars(stage: &Stage, homes: &BTreeSet<String>, words: &Words) -> Vec<Cause> {
    let mut causes = Vec::new();
    for cluster in stage.clusters() {
        let mut without = BTreeSet::new();
        for pod in items(cluster, "/api/v1/pods") {
            let mut containers = ["/spec/containers", "/spec/initContainers"]
                .iter()
                .flat_map(|at| list(&pod, at));
            let has = containers.any(|it| field(it, "/name").as_deref() == Some("istio-proxy"));
            let is_leaving = pod.pointer("/metadata/deletionTimestamp").is_some();
            if homes.contains(&namespace(&pod)) && !has && !is_leaving {
                without.insert(format!("{}/{}", namespace(&pod), name(&pod)));
            }
        }
        for pod in without {
            causes.push(cause(
                "no-sidecar",
                cluster,
                &text!(
                    "rehearse-cause-sidecar",
                    cluster = &cluster.name,
                    pod = &pod
                ),
                &text!(
                    "rehearse-cause-sidecar-help",
                    cluster = &cluster.name,
                    pod = &pod
                ),
                words,
            ));
        }
    }
    causes
}

/// Ports of one Service that have other names in one cluster than in another.
fn port_names(stage: &Stage, homes: &BTreeSet<String>, words: &Words) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut first: BTreeMap<(String, u64), (String, String)> = BTreeMap::new();
    for cluster in stage.clusters() {
        for service in items(cluster, "/api/v1/services") {
            let called = format!("{}.{}", name(&service), namespace(&service));
            if !homes.contains(&namespace(&service)) {
                continue;
            }
            for port in list(&service, "/spec/ports") {
                let own = field(port, "/name").unwrap_or_default();
                let number = port.get("port").and_then(Value::as_u64).unwrap_or(0);
                let key = (called.clone(), number);
                let Some((usual, usual_in)) = first.get(&key) else {
                    first.insert(key, (own, cluster.name.clone()));
                    continue;
                };
                if *usual != own {
                    causes.push(cause(
                        "other-port-name",
                        cluster,
                        &text!(
                            "rehearse-cause-port",
                            service = &called,
                            port = number,
                            cluster = &cluster.name,
                            own = &own,
                            other = usual_in,
                            usual = usual
                        ),
                        &text!(
                            "rehearse-cause-port-help",
                            service = &called,
                            port = number,
                            cluster = &cluster.name,
                            usual = usual
                        ),
                        words,
                    ));
                }
            }
        }
    }
    causes
}

#[cfg(test)]
mod tests {
    use super::trust_domain;

    #[test]
    fn the_trust_domain_is_read_from_the_mesh_configuration() {
        let mesh = "rootNamespace: istio-system\ntrustDomain: \"a.example\"\n";
        assert_eq!(trust_domain(mesh), "a.example");
        assert_eq!(trust_domain("rootNamespace: x\n"), "cluster.local");
        assert_eq!(
            trust_domain("defaultConfig:\n  trustDomain: b\n"),
            "cluster.local"
        );
    }
}
