//! istioctl.

use std::fmt::Write;

use serde_json::{Value, json};

use super::charts::{manifest, object};
use super::controllers::settle;
use super::kinds;
use super::kubectl::done;
use super::rights::{allow, allow_apply, allow_resource, namespace_of};
use super::store::Cluster;
use super::words::{Asked, document};
use super::{Share, State};
use crate::compare::name;
use crate::tools::Said;

/// The label of what an IstioOperator owns.
const OWNER: &str = "install.operator.istio.io/owning-resource";

/// What istioctl looks through for leftovers.
const LOOKED_THROUGH: [&str; 16] = [
    "deployments.apps",
    "daemonsets.apps",
    "services",
    "configmaps",
    "pods",
    "secrets",
    "serviceaccounts",
    "rolebindings.rbac.authorization.k8s.io",
    "roles.rbac.authorization.k8s.io",
    "poddisruptionbudgets.policy",
    "horizontalpodautoscalers.autoscaling",
    "envoyfilters.networking.istio.io",
    "mutatingwebhookconfigurations.admissionregistration.k8s.io",
    "validatingwebhookconfigurations.admissionregistration.k8s.io",
    "clusterroles.rbac.authorization.k8s.io",
    "clusterrolebindings.rbac.authorization.k8s.io",
];

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
            if share == Share::All {
                look_for_leftovers(state, cluster)?;
            }
            Ok("✔ Installation complete".to_owned())
        }
        "uninstall" => {
            let (operator, _) = generated(asked, minor)?;
            look_for_leftovers(state, cluster)?;
            let mine: Vec<String> = cluster
                .objects
                .iter()
                .filter(|(_, object)| object.label(OWNER) == Some(operator.as_str()))
                .filter(|(name, _)| !name.starts_with("CustomResourceDefinition"))
                .filter(|(name, _)| !name.ends_with("/istio-reader-service-account"))
                .map(|(name, _)| name.clone())
                .collect();
            for key in mine.iter().take(done(share, mine.len())) {
                let Some(value) = cluster.objects.get(key).map(|it| it.value.clone()) else {
                    continue;
                };
                if let Some(kind) = kind_of(&value) {
                    allow(state, cluster, "delete", &kind, namespace_of(&value))?;
                }
                cluster.delete(key);
            }
            Ok("✔ Uninstall complete".to_owned())
        }
        "remote-clusters" => {
            let namespace = asked.flag("istioNamespace").unwrap_or("istio-system");
            reach_pods(state, cluster, namespace)?;
            Ok(table(state, cluster, asked))
        }
        "proxy-config" => {
            let namespace = asked.flag("namespace").unwrap_or("default");
            let workload = kinds::meant_by("deployments.apps").unwrap_or(kinds::KINDS[0]);
            allow(state, cluster, "get", &workload, namespace)?;
            reach_pods(state, cluster, namespace)?;
            Ok(endpoints(state, cluster, asked))
        }
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
    allow_apply(state, cluster, object)?;
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

/// What istioctl looks through in the whole cluster, whatever it has installed.
fn look_for_leftovers(state: &mut State, cluster: &Cluster) -> Result<(), String> {
    for word in LOOKED_THROUGH {
        let (resource, group) = word.split_once('.').unwrap_or((word, ""));
        allow_resource(state, cluster, "list", (group, resource), "")?;
    }
    Ok(())
}

/// Asks a pod through a port: it is looked for, read, and connected to.
fn reach_pods(state: &mut State, cluster: &Cluster, namespace: &str) -> Result<(), String> {
    for verb in ["list", "get"] {
        allow_resource(state, cluster, verb, ("", "pods"), namespace)?;
    }
    allow_resource(
        state,
        cluster,
        "create",
        ("", "pods/portforward"),
        namespace,
    )
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
