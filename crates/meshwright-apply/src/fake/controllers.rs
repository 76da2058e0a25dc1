//! What controllers do after every write: pods become ready, Services get addresses, accounts get
//! tokens, istiods hand out their root.

use serde_json::{Value, json};

use super::store::{Cluster, Object};
use super::{charts, kinds};
use crate::compare;
use crate::secret::to_base64;

/// What every token holds; it must never be seen.
pub(super) const CANARY: &str = "c4n4ry-t0k3n";

/// Brings everything to rest.
pub(crate) fn settle(cluster: &mut Cluster) {
    while cluster.rest.as_ref() != Some(&cluster.state_for_controllers()) {
        cluster.rest = Some(cluster.state_for_controllers());
        let objects = cluster.objects.values();
        let wanted: Vec<Value> = objects.filter_map(|it| controlled(cluster, it)).collect();
        for value in wanted {
            cluster.put(value);
        }
        serve_gateways(cluster);
        operate(cluster);
    }
}

/// What controllers make of an object; `None` where it is none of theirs.
fn controlled(cluster: &Cluster, object: &Object) -> Option<Value> {
    let value = &object.value;
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let is_balanced =
        || value.pointer("/spec/type").and_then(Value::as_str) == Some("LoadBalancer");
    let (field, said) = match text("kind") {
        "Deployment" | "StatefulSet" => {
            let ready = u64::from(!cluster.refuses_pods);
            let replicas = value.pointer("/spec/replicas").and_then(Value::as_u64);
            let replicas = replicas.unwrap_or(1) * ready;
            let mut status = json!({"observedGeneration": object.generation(),
                "updatedReplicas": replicas, "availableReplicas": replicas});
            if cluster.refuses_pods {
                status["conditions"] = json!([{"type": "ReplicaFailure",
                    "status": "True", "message": "failed calling webhook"}]);
            }
            ("status", status)
        }
        "DaemonSet" => (
            "status",
            json!({"observedGeneration": object.generation(), "desiredNumberScheduled": 2,
                "updatedNumberScheduled": 2, "numberAvailable": 2}),
        ),
        "Service" if is_balanced() && !cluster.has_no_addresses => {
            let key = |address: &str| match address.parse::<std::net::IpAddr>() {
                Ok(_) => json!({"ip": address}),
                Err(_) => json!({"hostname": address}),
            };
            let ingress: Vec<Value> = cluster.addresses.iter().map(|it| key(it)).collect();
            ("status", json!({"loadBalancer": {"ingress": ingress}}))
        }
        "Gateway"
            if text("apiVersion").starts_with(kinds::GATEWAY_API_GROUP)
                && !cluster.has_no_addresses =>
        {
            let address = json!({"type": "IPAddress", "value": cluster.addresses.first()});
            let programmed = json!({"type": "Programmed", "status": "True", "message": ""});
            let status = json!({"conditions": [programmed], "addresses": [address]});
            ("status", status)
        }
        "CustomResourceDefinition" => ("status", is("Established")),
        "Istio" | "IstioCNI" | "ZTunnel" => ("status", is("Ready")),
        "Secret" if text("type") == "kubernetes.io/service-account-token" => {
            let annotations = value.pointer("/metadata/annotations");
            let account = annotations
                .and_then(|it| it.get("kubernetes.io/service-account.name")?.as_str())
                .unwrap_or_default();
            let token = format!("{CANARY}-{}-{account}", cluster.name);
            let authority = format!("authority of {}", cluster.name);
            let data = json!({"token": to_base64(token.as_bytes()),
                "ca.crt": to_base64(authority.as_bytes())});
            ("data", data)
        }
        _ => return None,
    };
    if value.get(field) == Some(&said) {
        return None;
    }
    let mut value = value.clone();
    value[field] = said;
    Some(value)
}

/// The status of an object of which a condition is met.
fn is(condition: &str) -> Value {
    json!({"conditions": [{"type": condition, "status": "True"}]})
}

/// What istiod does for Gateways of the Gateway API: each has a Service of its name.
fn serve_gateways(cluster: &mut Cluster) {
    const MADE: &str = "gateway.istio.io/managed";
    let Some(gateways) = kinds::of_group(kinds::GATEWAY_API_GROUP)
        .find(|kind| kind.name == "Gateway" && cluster.knows(kind))
    else {
        return;
    };
    let place = |object: &Value| {
        let text = |key: &str| object["metadata"][key].as_str().unwrap_or_default();
        (text("namespace").to_owned(), text("name").to_owned())
    };
    let wanted: Vec<(String, String)> = cluster
        .list(*gateways, "")
        .map(|object| place(&object.value))
        .collect();
    let made = cluster
        .objects
        .iter()
        .filter(|(name, object)| name.starts_with("Service/") && object.label(MADE).is_some());
    let gone: Vec<String> = made
        .filter(|(_, object)| !wanted.contains(&place(&object.value)))
        .map(|(name, _)| name.clone())
        .collect();
    for name in gone {
        cluster.delete(&name);
    }
    for (namespace, name) in wanted {
        if !cluster
            .objects
            .contains_key(&format!("Service/{namespace}/{name}"))
        {
            let mut service = charts::object("v1", "Service", &namespace, &name);
            service["metadata"]["labels"][MADE] = json!("istio.io-gateway-controller");
            cluster.put(service);
        }
    }
}

/// What the Sail operator does: installs what its resources ask for, and takes it away.
fn operate(cluster: &mut Cluster) {
    let resources: Vec<kinds::Kind> = kinds::of_group(kinds::SAIL_GROUP)
        .filter(|kind| cluster.knows(kind))
        .copied()
        .collect();
    if resources.is_empty() {
        return;
    }
    let mut wanted: Vec<(String, String, Vec<Value>)> = Vec::new();
    for object in resources.iter().flat_map(|kind| cluster.list(*kind, "")) {
        let value = &object.value;
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str);
        let name = text("/metadata/name").unwrap_or_default();
        let namespace = text("/spec/namespace").unwrap_or("istio-system");
        let (release, contents) = match value["kind"].as_str().unwrap_or_default() {
            "Istio" => {
                let revision = (name != "default").then_some(name);
                let spec = &value["spec"]["values"];
                let is_remote = spec["profile"] == json!("remote")
                    || value["spec"]["profile"] == json!("remote");
                let objects = charts::control_plane(namespace, revision, "", is_remote, spec);
                (format!("{name}-istiod"), objects)
            }
            "IstioCNI" => {
                let agent = charts::object("apps/v1", "DaemonSet", namespace, "istio-cni-node");
                ("istio-cni".to_owned(), vec![agent])
            }
            "ZTunnel" => {
                let agent = charts::object("apps/v1", "DaemonSet", namespace, "ztunnel");
                ("ztunnel".to_owned(), vec![agent])
            }
            _ => continue,
        };
        wanted.push((release, namespace.to_owned(), contents));
    }
    let mut kept = Vec::new();
    for (release, namespace, contents) in wanted {
        for mut object in contents {
            let annotations = &mut object["metadata"]["annotations"];
            annotations["meta.helm.sh/release-name"] = json!(release);
            annotations["meta.helm.sh/release-namespace"] = json!(namespace);
            annotations["operated"] = json!("by-sail");
            kept.push(compare::name(&object));
            if !cluster.objects.contains_key(&compare::name(&object)) {
                cluster.put(object);
            }
        }
    }
    let gone: Vec<String> = cluster
        .objects
        .iter()
        .filter(|(_, object)| {
            object.value["metadata"]["annotations"]["operated"] == json!("by-sail")
                && object.value["kind"] != json!("CustomResourceDefinition")
        })
        .map(|(name, _)| name.clone())
        .filter(|name| !kept.contains(name))
        .collect();
    for name in gone {
        cluster.delete(&name);
    }
}

/// What istiods do: tell workloads of every cluster that they serve the mesh's root.
pub(crate) fn spread_roots(state: &mut super::State) {
    let root = state.clusters.values().find_map(|cluster| {
        let mut objects = cluster.objects.iter();
        let (_, secret) = objects.find(|(name, _)| name.ends_with("/cacerts"))?;
        let root = secret.value["data"]["root-cert.pem"].as_str()?;
        crate::secret::from_base64(root).map(|root| root.to_string())
    });
    let Some(root) = root else {
        return;
    };
    for cluster in state.clusters.values_mut() {
        let namespaces: Vec<String> = cluster
            .objects
            .keys()
            .filter_map(|name| {
                let (namespace, name) = name.strip_prefix("ConfigMap/")?.split_once('/')?;
                (name == "istio").then(|| namespace.to_owned())
            })
            .collect();
        for namespace in namespaces {
            let mut map = charts::object("v1", "ConfigMap", &namespace, "istio-ca-root-cert");
            map["data"] = json!({"root-cert.pem": root});
            cluster.put(map);
        }
    }
}
