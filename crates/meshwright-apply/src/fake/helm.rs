//! Helm, and what its charts install.

use serde_json::{Value, json};

use super::controllers::settle;
use super::kinds::{self, ISTIO_GROUP, SAIL_GROUP};
use super::kubectl::done;
use super::rights::{allow, allow_apply, allow_resource, namespace_of};
use super::store::Cluster;
use super::words::{Asked, document};
use super::{Share, State, charts};
use crate::compare::name;
use crate::tools::Said;

pub(crate) fn answer(state: &mut State, asked: &Asked<'_>, share: Share) -> Said {
    match asked.plain.as_slice() {
        ["version", ..] => return Said::well("v3.17.0"),
        ["repo", "list", ..] => {
            let list: Vec<Value> = state
                .repositories
                .iter()
                .map(|(name, url)| json!({"name": name, "url": url}))
                .collect();
            return Said::well(json!(list).to_string());
        }
        ["repo", "add", name, url] => {
            state
                .repositories
                .insert((*name).to_owned(), (*url).to_owned());
            return Said::well("");
        }
        _ => {}
    }
    let context = asked.context();
    let Some(mut cluster) = state.clusters.remove(context) else {
        return Said::badly(1, format!("Error: context \"{context}\" does not exist"));
    };
    let result = in_cluster(state, &mut cluster, asked, share);
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
    share: Share,
) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    let secrets = kinds::meant_by("secrets").unwrap_or(kinds::KINDS[0]);
    allow(state, cluster, "list", &secrets, namespace)?;
    match asked.plain.as_slice() {
        ["history", release] => {
            let newest = newest(cluster, namespace, release).ok_or("Error: release: not found")?;
            Ok(
                json!([{"revision": 1, "status": newest["status"], "chart": newest["chart"]}])
                    .to_string(),
            )
        }
        ["get", "values", release] => {
            allow(state, cluster, "get", &secrets, namespace)?;
            let newest = newest(cluster, namespace, release).ok_or("Error: release: not found")?;
            Ok(newest["values"].to_string())
        }
        ["upgrade", release, chart] => upgrade(state, cluster, asked, release, chart, share),
        ["uninstall", release] => {
            newest(cluster, namespace, release)
                .ok_or("Error: uninstall: Release not loaded: release: not found")?;
            let mine: Vec<String> = cluster
                .objects
                .iter()
                .filter(|(_, object)| is_of(&object.value, release, namespace))
                .filter(|(name, _)| !name.starts_with("CustomResourceDefinition"))
                .map(|(name, _)| name.clone())
                .collect();
            allow(state, cluster, "update", &secrets, namespace)?;
            for key in mine.iter().take(done(share, mine.len())) {
                let Some(value) = cluster.objects.get(key).map(|it| it.value.clone()) else {
                    continue;
                };
                for verb in ["get", "delete"] {
                    allow_object(state, cluster, verb, &value)?;
                }
                cluster.delete(key);
            }
            if share == Share::All {
                allow(state, cluster, "delete", &secrets, namespace)?;
                cluster.delete(&record_name(namespace, release));
            }
            Ok(String::new())
        }
        other => Err(format!("Error: unknown command {other:?}")),
    }
}

fn is_of(object: &Value, release: &str, namespace: &str) -> bool {
    let annotations = &object["metadata"]["annotations"];
    annotations["meta.helm.sh/release-name"] == json!(release)
        && annotations["meta.helm.sh/release-namespace"] == json!(namespace)
}

fn record_name(namespace: &str, release: &str) -> String {
    format!("Secret/{namespace}/sh.helm.release.v1.{release}.v1")
}

fn newest(cluster: &Cluster, namespace: &str, release: &str) -> Option<Value> {
    let record = cluster.objects.get(&record_name(namespace, release))?;
    Some(record.value["release"].clone())
}

fn record(release: &str, namespace: &str, status: &str, chart: &str, values: &Value) -> Value {
    let name = format!("sh.helm.release.v1.{release}.v1");
    let mut record = charts::object("v1", "Secret", namespace, &name);
    record["metadata"]["labels"] = json!({"owner": "helm", "name": release, "status": status});
    record["release"] = json!({"status": status, "chart": chart, "values": values});
    record
}

fn upgrade(
    state: &mut State,
    cluster: &mut Cluster,
    asked: &Asked<'_>,
    release: &str,
    chart: &str,
    share: Share,
) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    let secrets = kinds::meant_by("secrets").unwrap_or(kinds::KINDS[0]);
    for verb in ["create", "update"] {
        allow(state, cluster, verb, &secrets, namespace)?;
    }
    if asked.has("create-namespace") {
        allow_resource(state, cluster, "create", ("", "namespaces"), "")?;
    }
    if asked.has("wait") {
        allow_resource(state, cluster, "list", ("apps", "replicasets"), namespace)?;
    }
    if !cluster.has_namespace(namespace) {
        if !asked.has("create-namespace") {
            return Err(format!(
                "Error: create: namespaces \"{namespace}\" not found"
            ));
        }
        cluster.put(charts::object("v1", "Namespace", "", namespace));
    }
    let before = newest(cluster, namespace, release);
    if let Some(before) = &before
        && before["status"]
            .as_str()
            .is_some_and(|it| it.starts_with("pending"))
    {
        return Err(
            "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress"
                .to_owned(),
        );
    }
    let mut values: Value = match asked.file("values") {
        Some(text) => document(&text)?,
        None => json!({}),
    };
    for (path, value) in asked.settings() {
        let mut place = &mut values;
        for key in path.split('.') {
            if !place.is_object() {
                *place = json!({});
            }
            place = &mut place[key];
        }
        *place = json!(value);
    }
    let short = chart.rsplit('/').next().unwrap_or(chart);
    let chart = format!("{short}-{}", asked.flag("version").unwrap_or_default());
    let pending = if before.is_some() {
        "pending-upgrade"
    } else {
        "pending-install"
    };
    cluster.put(record(release, namespace, pending, &chart, &values));
    let version = asked.flag("version").unwrap_or_default();
    let mut objects = contents(short, version, release, namespace, &values);
    let n_done = done(share, objects.len());
    for object in objects.iter_mut().take(n_done) {
        object["metadata"]["annotations"]["meta.helm.sh/release-name"] = json!(release);
        object["metadata"]["annotations"]["meta.helm.sh/release-namespace"] = json!(namespace);
        allow_object(state, cluster, "get", object)?;
        allow_apply(state, cluster, object)?;
        let is_there = cluster.objects.get(&name(object));
        if let Some(there) = is_there
            && !is_of(&there.value, release, namespace)
        {
            return Err("Error: invalid ownership metadata; cannot be imported".to_owned());
        }
        cluster.apply(object, "helm", true, false)?;
    }
    if share == Share::All {
        cluster.put(record(release, namespace, "deployed", &chart, &values));
    }
    Ok(String::new())
}

/// Asks for a verb on an object.
fn allow_object(
    state: &mut State,
    cluster: &Cluster,
    verb: &str,
    object: &Value,
) -> Result<(), String> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    match kinds::of(text("apiVersion"), text("kind")) {
        Some(kind) => allow(state, cluster, verb, &kind, namespace_of(object)),
        None => Ok(()),
    }
}

fn contents(
    chart: &str,
    version: &str,
    release: &str,
    namespace: &str,
    values: &Value,
) -> Vec<Value> {
    match chart {
        "base" => {
            let mut objects: Vec<Value> = kinds::of_group(ISTIO_GROUP)
                .map(charts::definition)
                .collect();
            let account = "istio-reader-service-account";
            objects.push(charts::object("v1", "ServiceAccount", namespace, account));
            objects.push(charts::validator("istiod-default-validator"));
            objects
        }
        "istiod" | "istiod-remote" => {
            let revision = values["revision"].as_str();
            let is_remote = chart == "istiod-remote"
                || values["profile"] == json!("remote")
                || values["istiodRemote"]["enabled"] == json!(true);
            let objects = charts::control_plane(namespace, revision, version, is_remote, values);
            // Charts leave kinds and the reader's account to `base`.
            let objects = objects.into_iter().filter(|object| {
                object["kind"] != "CustomResourceDefinition"
                    && object["metadata"]["name"] != "istio-reader-service-account"
            });
            objects.collect()
        }
        "gateway" => charts::gateway_objects(namespace, release, "gateway"),
        "cni" => charts::agent(namespace, "istio-cni-node"),
        "ztunnel" => charts::agent(namespace, "ztunnel"),
        "sail-operator" => {
            let mut objects: Vec<Value> = kinds::of_group(SAIL_GROUP)
                .map(charts::definition)
                .collect();
            objects.extend(charts::workload(namespace, "sail-operator", "operator"));
            objects.extend(charts::service(namespace, "sail-operator", "ClusterIP"));
            objects.extend(charts::account(namespace, "sail-operator"));
            objects.extend(
                charts::wide_account(namespace, "sail-operator")
                    .into_iter()
                    .skip(1),
            );
            objects
        }
        _ => Vec::new(),
    }
}
