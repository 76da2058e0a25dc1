//! istioctl, and what it installs.

use std::fmt::Write;

use serde_json::{Value, json};

use super::controllers::settle;
use super::kinds::{self, ISTIO_GROUP};
use super::kubectl::{allow, done};
use super::store::Cluster;
use super::words::{Asked, document};
use super::{Share, State};
use crate::compare::name;
use crate::tools::Said;

/// The label of what an IstioOperator owns.
const OWNER: &str = "install.operator.istio.io/owning-resource";

pub(crate) fn answer(state: &mut State, asked: &Asked<'_>, minor: &str, share: Share) -> Said {
    match asked.plain.as_slice() {
        ["version", ..] => {
            return Said::well(
                json!({"clientVersion": {"version": format!("{minor}.0")}}).to_string(),
            );
        }
        ["manifest", "generate", ..] => {
            return match generated(asked, minor) {
                Ok((_, objects)) => Said::well(
                    objects
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join("\n---\n"),
                ),
                Err(complaint) => Said::badly(1, complaint),
            };
        }
        _ => {}
    }
    let context = asked.context();
    let Some(mut cluster) = state.clusters.remove(context) else {
        return Said::badly(1, format!("Error: context \"{context}\" does not exist"));
    };
    let result = in_cluster(state, &mut cluster, asked, minor, share);
    settle(&mut cluster);
    state.clusters.insert(context.to_owned(), cluster);
    match result {
        Ok(out) => Said::well(out),
        Err(complaint) => Said::badly(1, complaint),
    }
}

fn in_cluster(
    state: &mut State,
    cluster: &mut Cluster,
    asked: &Asked<'_>,
    minor: &str,
    share: Share,
) -> Result<String, String> {
    let words: Vec<&str> = asked
        .plain
        .iter()
        .copied()
        .filter(|word| *word != "x")
        .collect();
    match words.first().copied().unwrap_or_default() {
        "install" => {
            let (operator, objects) = generated(asked, minor)?;
            for object in objects.iter().take(done(share, objects.len())) {
                install(state, cluster, object, &operator)?;
            }
            Ok("✔ Installation complete".to_owned())
        }
        "uninstall" => {
            let (operator, _) = generated(asked, minor)?;
            let mine: Vec<String> = cluster
                .objects
                .iter()
                .filter(|(_, object)| object.label(OWNER) == Some(operator.as_str()))
                .map(|(name, _)| name.clone())
                .collect();
            for key in mine.iter().take(done(share, mine.len())) {
                if let Some(kind) = cluster.objects.get(key).and_then(|it| kind_of(&it.value)) {
                    allow(state, "delete", &kind)?;
                    allow(state, "list", &kind)?;
                }
                cluster.delete(key);
            }
            Ok("✔ Uninstall complete".to_owned())
        }
        "remote-clusters" => Ok(table(state, cluster, asked)),
        "proxy-config" => Ok(endpoints(state, cluster, asked)),
        "create-remote-secret" => {
            let namespace = asked.flag("namespace").unwrap_or("istio-system");
            let account = object(
                "v1",
                "ServiceAccount",
                namespace,
                "istio-reader-service-account",
            );
            install(state, cluster, &account, "")?;
            Ok("kind: Secret".to_owned())
        }
        other => Err(format!("Error: unknown command {other:?}")),
    }
}

/// Applies an object as istioctl does.
fn install(
    state: &mut State,
    cluster: &mut Cluster,
    object: &Value,
    operator: &str,
) -> Result<(), String> {
    if let Some(kind) = kind_of(object) {
        for verb in ["get", "create", "patch"] {
            allow(state, verb, &kind)?;
        }
    }
    if let Some(namespace) = object
        .pointer("/metadata/namespace")
        .and_then(Value::as_str)
        && !cluster.has_namespace(namespace)
    {
        return Err(format!("Error: namespaces \"{namespace}\" not found"));
    }
    let mut object = object.clone();
    let is_webhook = object["kind"] == "ValidatingWebhookConfiguration";
    if !operator.is_empty() {
        object["metadata"]["labels"][OWNER] = json!(operator);
    }
    let before = cluster
        .objects
        .get(&name(&object))
        .map(|it| it.value.clone());
    cluster.apply(&object, "istio-operator", true, false)?;
    if is_webhook {
        // istioctl resets the policy, istiod sets it back: two writes where nothing differs.
        object = before.unwrap_or(object);
        object["webhooks"] = json!([{"name": "validation.istio.io", "failurePolicy": "Fail",
            "clientConfig": {"caBundle": "Q0E="}}]);
        cluster.put(json!(null_policy(&object)));
        cluster.put(object);
    }
    Ok(())
}

fn null_policy(object: &Value) -> Value {
    let mut object = object.clone();
    object["webhooks"][0]["failurePolicy"] = json!("Ignore");
    object
}

fn kind_of(object: &Value) -> Option<kinds::Kind> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    kinds::of(text("apiVersion"), text("kind"))
}

/// The name of the IstioOperator of a call, and its objects.
fn generated(asked: &Asked<'_>, minor: &str) -> Result<(String, Vec<Value>), String> {
    let text = asked
        .file("filename")
        .ok_or("Error: could not read the file")?;
    let mut operator = document(&text)?;
    for (path, value) in asked.settings() {
        let mut place = &mut operator["spec"];
        for key in path.split('.') {
            if !place.is_object() {
                *place = json!({});
            }
            place = &mut place[key];
        }
        *place = json!(value);
    }
    let owner = operator["metadata"]["name"]
        .as_str()
        .unwrap_or("unknown")
        .to_owned();
    Ok((owner, manifest(&operator, minor)))
}

/// A handful of objects in place of what an IstioOperator means.
fn manifest(operator: &Value, minor: &str) -> Vec<Value> {
    let namespace = operator["metadata"]["namespace"]
        .as_str()
        .unwrap_or("istio-system");
    let spec = &operator["spec"];
    let components = &spec["components"];
    let mut objects = Vec::new();
    let gateways = components["ingressGateways"].as_array();
    for gateway in gateways.into_iter().flatten() {
        if gateway["enabled"] == json!(false) {
            continue;
        }
        let gateway_name = gateway["name"].as_str().unwrap_or_default();
        objects.extend(workload(namespace, gateway_name, minor));
        objects.extend(service(namespace, gateway_name, "LoadBalancer"));
    }
    if spec["profile"] == json!("empty") && components["pilot"].is_null() {
        return objects;
    }
    let revision = spec["revision"].as_str();
    let is_remote = spec["profile"] == json!("remote")
        || spec["values"]["istiodRemote"]["enabled"] == json!(true)
        || components["pilot"]["enabled"] == json!(false);
    objects.extend(control_plane(namespace, revision, minor, is_remote, spec));
    for (component, daemon_set) in [("cni", "istio-cni-node"), ("ztunnel", "ztunnel")] {
        if components[component]["enabled"] == json!(true) || spec["profile"] == json!("ambient") {
            let place = components[component]["namespace"]
                .as_str()
                .unwrap_or(namespace);
            objects.push(object("apps/v1", "DaemonSet", place, daemon_set));
        }
    }
    objects
}

/// What an istiod, or what a remote has of one, consists of.
pub(crate) fn control_plane(
    namespace: &str,
    revision: Option<&str>,
    minor: &str,
    is_remote: bool,
    settings: &Value,
) -> Vec<Value> {
    let istiod = revision.map_or_else(|| "istiod".to_owned(), |it| format!("istiod-{it}"));
    let mut objects: Vec<Value> = kinds::of_group(ISTIO_GROUP)
        .map(|kind| {
            let mut crd = definition(kind);
            crd["metadata"]["labels"] = json!({"chart": "istio"});
            crd
        })
        .collect();
    objects.push(object(
        "v1",
        "ServiceAccount",
        namespace,
        "istio-reader-service-account",
    ));
    let mut role = object(
        "rbac.authorization.k8s.io/v1",
        "ClusterRole",
        "",
        "istio-reader",
    );
    role["rules"] = json!([]);
    objects.push(role);
    let mut config = object("v1", "ConfigMap", namespace, "istio");
    config["data"] = json!({"mesh": settings.to_string()});
    objects.push(config);
    objects.extend(service(namespace, &istiod, "ClusterIP"));
    let webhooks = "admissionregistration.k8s.io/v1";
    let injector = revision.map_or_else(
        || "istio-sidecar-injector".to_owned(),
        |it| format!("istio-sidecar-injector-{it}"),
    );
    let injector = if namespace == "istio-system" {
        injector
    } else {
        format!("{injector}-{namespace}")
    };
    let mut webhook = object(webhooks, "MutatingWebhookConfiguration", "", &injector);
    webhook["webhooks"] = json!([{"name": "rev.namespace.sidecar-injector.istio.io",
        "clientConfig": {"service": {"name": istiod}}}]);
    objects.push(webhook);
    if is_remote {
        return objects;
    }
    let mut deployment = workload(namespace, &istiod, minor);
    for object in &mut deployment {
        object["metadata"]["labels"] =
            json!({"app": "istiod", "istio.io/rev": revision.unwrap_or("default")});
    }
    objects.extend(deployment);
    let mut webhook = object(
        webhooks,
        "ValidatingWebhookConfiguration",
        "",
        "istio-validator",
    );
    webhook["webhooks"] = json!([{"name": "validation.istio.io", "failurePolicy": "Ignore",
        "clientConfig": {"caBundle": ""}}]);
    objects.push(webhook);
    objects
}

pub(crate) fn definition(kind: &kinds::Kind) -> Value {
    let name = kinds::definition(kind);
    object(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "",
        &name,
    )
}

pub(crate) fn object(api_version: &str, kind: &str, namespace: &str, name: &str) -> Value {
    let mut object = json!({"apiVersion": api_version, "kind": kind, "metadata": {"name": name}});
    if !namespace.is_empty() {
        object["metadata"]["namespace"] = json!(namespace);
    }
    object
}

pub(crate) fn workload(namespace: &str, name: &str, image: &str) -> Vec<Value> {
    let mut deployment = object("apps/v1", "Deployment", namespace, name);
    deployment["spec"] = json!({"template": {"spec": {"image": image}}});
    vec![deployment]
}

pub(crate) fn service(namespace: &str, name: &str, kind: &str) -> Vec<Value> {
    let mut service = object("v1", "Service", namespace, name);
    service["spec"] = json!({"type": kind});
    vec![service]
}

/// The endpoints that a proxy was sent of the sample server that `--cluster` names.
fn endpoints(state: &State, cluster: &Cluster, asked: &Asked<'_>) -> String {
    let host = asked.flag("cluster").unwrap_or_default();
    let service = host.rsplit('|').next().unwrap_or_default();
    let service = service.split('.').next().unwrap_or_default();
    let name = service.strip_prefix("in-").unwrap_or_default();
    let address = if name == cluster.name {
        Some("10.0.0.2".to_owned())
    } else {
        let secret = format!("istio-remote-secret-{name}");
        let mut all = state.clusters.values().chain([cluster]);
        let is_known = all.any(|it| it.objects.keys().any(|key| key.ends_with(&secret)))
            || state
                .clusters
                .values()
                .any(|it| it.name == name && it.objects.keys().any(|key| key.ends_with("/istiod")));
        let mut others = state.clusters.values();
        let target = others.find(|other| other.name == name).filter(|_| is_known);
        target.and_then(|other| other.addresses.first().cloned())
    };
    let hosts: Vec<Value> = address
        .iter()
        .map(|it| json!({"address": {"socketAddress": {"address": it, "portValue": 15443}}}))
        .collect();
    json!([{"name": host, "hostStatuses": hosts}]).to_string()
}

/// The table of `istioctl remote-clusters`.
fn table(state: &State, cluster: &Cluster, asked: &Asked<'_>) -> String {
    let namespace = asked.flag("istioNamespace").unwrap_or("istio-system");
    let mut table = format!(
        "NAME SECRET STATUS ISTIOD\n{} synced istiod-a\n",
        cluster.name
    );
    let prefix = format!("Secret/{namespace}/istio-remote-secret-");
    for (key, secret) in &cluster.objects {
        let Some(remote) = key.strip_prefix(&prefix) else {
            continue;
        };
        let kubeconfig = secret.value["data"][remote]
            .as_str()
            .and_then(crate::secret::from_base64)
            .map(|it| it.to_string())
            .unwrap_or_default();
        let is_right = state.clusters.values().any(|other| {
            other.name == remote
                && kubeconfig.contains(&other.server)
                && kubeconfig.contains(&format!("{}-{remote}-", super::controllers::CANARY))
        });
        let status = if is_right { "synced" } else { "timeout" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "{remote} {namespace}/istio-remote-secret-{remote} {status} istiod-a"
        );
    }
    table
}

/// What is at an address on the web.
pub(crate) fn remote_file(address: &str) -> Option<Vec<Value>> {
    if address.contains("gateway-api") {
        let version = address.split('/').rev().nth(1)?;
        let crds = kinds::of_group(kinds::GATEWAY_API_GROUP).map(|kind| {
            let mut crd = definition(kind);
            crd["metadata"]["annotations"] =
                json!({"gateway.networking.k8s.io/bundle-version": version});
            crd
        });
        return Some(crds.collect());
    }
    let name = address.rsplit('/').next()?.strip_suffix(".yaml")?;
    address.contains("/addons/").then(|| {
        let mut objects = workload("istio-system", name, "addon");
        objects.push(object("v1", "ServiceAccount", "istio-system", name));
        objects
    })
}
