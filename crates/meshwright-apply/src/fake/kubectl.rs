//! kubectl, as far as a run uses it.

use serde_json::{Value, json};

use super::controllers::settle;
use super::kinds::{self, Kind};
use super::rights::{allow, allow_apply, allow_path, namespace_of};
use super::store::{Cluster, key};
use super::words::Asked;
use super::{Share, State, charts, sample};
use crate::compare::{name, objects};
use crate::tools::Said;

pub(crate) fn answer(state: &mut State, asked: &Asked<'_>, share: Share) -> Said {
    if asked.plain.first() == Some(&"version") {
        return version(state, asked);
    }
    if let Some(kubeconfig) = &asked.kubeconfig {
        return with_credential(state, kubeconfig);
    }
    let context = asked.context();
    let Some(mut cluster) = state.clusters.remove(context) else {
        return Said::badly(
            1,
            format!(
                "Error in configuration: context was not found for specified context: {context}"
            ),
        );
    };
    let said = in_cluster(state, &mut cluster, asked, share);
    settle(&mut cluster);
    state.clusters.insert(context.to_owned(), cluster);
    said
}

fn in_cluster(state: &mut State, cluster: &mut Cluster, asked: &Asked<'_>, share: Share) -> Said {
    let result = match asked.plain.first().copied().unwrap_or_default() {
        "get" if asked.has("raw") => {
            let path = asked.flag("raw").unwrap_or_default();
            allow_path(state, cluster, path).map(|()| "ok".to_owned())
        }
        "get" => get(state, cluster, asked),
        "apply" => apply(state, cluster, asked, share),
        "delete" => delete(state, cluster, asked, share),
        "label" => label(state, cluster, asked, "labels"),
        "annotate" => label(state, cluster, asked, "annotations"),
        "rollout" => {
            let namespace = asked.flag("namespace").unwrap_or("default");
            let workload = kind("deployments.apps");
            allow(state, cluster, "get", &workload, namespace)
                .and_then(|()| allow(state, cluster, "patch", &workload, namespace))
                .map(|()| String::new())
        }
        "exec" => sample::exec(state, cluster, asked),
        "config" => Ok(json!({"clusters": [{"cluster": {"server": cluster.server}}]}).to_string()),
        "create" => Ok(review(state, cluster, asked)),
        other => Err(format!("error: unknown command {other:?}")),
    };
    match result {
        Ok(out) => Said::well(out),
        Err(complaint) => Said::badly(1, complaint),
    }
}

pub(super) fn kind(word: &str) -> Kind {
    kinds::meant_by(word).unwrap_or(kinds::KINDS[0])
}

fn version(state: &State, asked: &Asked<'_>) -> Said {
    let client = json!({"gitVersion": "v1.34.0", "major": "1", "minor": "34"});
    let mut version = json!({"clientVersion": client});
    if !asked.has("client") {
        let Some(cluster) = state.clusters.get(asked.context()) else {
            return Said::badly(
                1,
                "Error in configuration: context was not found for specified context: x",
            );
        };
        version["serverVersion"] = json!({"gitVersion": format!("v{}", cluster.kubernetes)});
    }
    Said::well(version.to_string())
}

/// Lists the namespaces of whichever cluster a kubeconfig leads to.
fn with_credential(state: &State, kubeconfig: &str) -> Said {
    let found = state
        .clusters
        .values()
        .find(|cluster| kubeconfig.contains(&cluster.server));
    let Some(cluster) = found else {
        return Said::badly(
            1,
            "Unable to connect to the server: dial tcp: lookup x: no such host",
        );
    };
    if !kubeconfig.contains(&format!("{}-{}-", super::controllers::CANARY, cluster.name)) {
        return Said::badly(
            1,
            "error: You must be logged in to the server (Unauthorized)",
        );
    }
    let namespaces = kind("namespaces");
    let items: Vec<Value> = cluster
        .list(namespaces, "")
        .map(|object| object.shown(false))
        .collect();
    Said::well(json!({"kind": "List", "items": items}).to_string())
}

fn get(state: &mut State, cluster: &Cluster, asked: &Asked<'_>) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    let with_owners = asked.has("show-managed-fields");
    let mut found = Vec::new();
    if asked.has("filename") {
        for object in given(asked, namespace, cluster.place)? {
            let kind = known(cluster, &object)?;
            allow(state, cluster, "get", &kind, namespace_of(&object))?;
            found.extend(cluster.objects.get(&name(&object)));
        }
    } else {
        let kinds = asked.plain.get(1).copied().unwrap_or_default();
        for word in kinds.split(',') {
            let Some(kind) = kinds::meant_by(word).filter(|kind| cluster.knows(kind)) else {
                return Err(format!(
                    "error: the server doesn't have a resource type \"{word}\""
                ));
            };
            if let Some(name) = asked.plain.get(2) {
                allow(state, cluster, "get", &kind, namespace)?;
                found.extend(cluster.get(&kind, namespace, name));
            } else {
                let all = asked.has("all-namespaces");
                let namespace = if all { "" } else { namespace };
                allow(state, cluster, "list", &kind, namespace)?;
                let selector = asked.flag("selector").unwrap_or_default();
                found.extend(
                    cluster
                        .list(kind, namespace)
                        .filter(|object| selects(selector, |key| object.label(key))),
                );
            }
        }
    }
    let shown: Vec<Value> = found
        .iter()
        .map(|object| object.shown(with_owners))
        .collect();
    let is_one = asked.plain.len() > 2;
    if let Some(path) = asked
        .flag("output")
        .and_then(|it| it.strip_prefix("jsonpath="))
    {
        return Ok(shown
            .first()
            .map_or_else(String::new, |object| jsonpath(object, path)));
    }
    Ok(match shown.as_slice() {
        [] if is_one || asked.has("filename") => String::new(),
        [object] if is_one || asked.has("filename") => object.to_string(),
        objects => json!({"apiVersion": "v1", "kind": "List", "items": objects}).to_string(),
    })
}

/// The value at `{.data.root-cert\.pem}`.
fn jsonpath(object: &Value, path: &str) -> String {
    let path = path.trim_matches(['{', '}']).replace("\\.", "\u{1}");
    let mut value = object;
    for key in path.split('.').filter(|key| !key.is_empty()) {
        match value.get(key.replace('\u{1}', ".")) {
            Some(next) => value = next,
            None => return String::new(),
        }
    }
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether labels fit a selector.
pub(crate) fn selects<'a>(selector: &str, label: impl Fn(&str) -> Option<&'a str>) -> bool {
    // Commas within brackets belong to a set.
    let mut depth = 0;
    let parts = selector.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).all(|part| {
        let set = |part: &str| -> Vec<String> {
            let inner = part.trim().trim_matches(['(', ')']);
            inner.split(',').map(|it| it.trim().to_owned()).collect()
        };
        if let Some((key, values)) = part.split_once(" notin ") {
            return label(key.trim()).is_none_or(|it| !set(values).contains(&it.to_owned()));
        }
        if let Some((key, values)) = part.split_once(" in ") {
            return label(key.trim()).is_some_and(|it| set(values).contains(&it.to_owned()));
        }
        if let Some((key, value)) = part.split_once("!=") {
            return label(key) != Some(value);
        }
        match part.split_once('=') {
            Some((key, value)) => label(key) == Some(value),
            None => label(part).is_some(),
        }
    })
}

/// The objects of `--filename`, each in its namespace.
fn given(asked: &Asked<'_>, namespace: &str, place: usize) -> Result<Vec<Value>, String> {
    let file = asked.flag("filename").unwrap_or_default();
    let text = asked.file("filename");
    let mut found = match (&text, charts::remote_file(file)) {
        (Some(text), _) => read(text)?,
        (None, Some(objects)) => objects,
        (None, None) => return Err(format!("error: the path {file:?} does not exist: {place}")),
    };
    if found.is_empty() {
        return Err("error: no objects passed to apply".to_owned());
    }
    for object in &mut found {
        let kind = kind_of(object);
        if kind.is_some_and(|kind| kind.is_namespaced)
            && object.pointer("/metadata/namespace").is_none()
        {
            object["metadata"]["namespace"] = json!(namespace);
        }
    }
    Ok(found)
}

fn read(text: &str) -> Result<Vec<Value>, String> {
    let mut all = Vec::new();
    for document in text.split("\n---\n") {
        all.extend(objects(document).ok_or("error: error parsing")?);
    }
    Ok(all)
}

fn kind_of(object: &Value) -> Option<Kind> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    kinds::of(text("apiVersion"), text("kind"))
}

fn known(cluster: &Cluster, object: &Value) -> Result<Kind, String> {
    kind_of(object)
        .filter(|kind| cluster.knows(kind))
        .ok_or_else(|| {
            format!(
                "error: resource mapping not found for name: \"{}\": no matches for kind {} in \
                 version {}",
                name(object),
                object["kind"],
                object["apiVersion"]
            )
        })
}

/// How many of so many are done.
pub(crate) fn done(share: Share, n_all: usize) -> usize {
    match share {
        Share::Nothing => 0,
        Share::Half => n_all / 2,
        Share::All => n_all,
    }
}

fn apply(
    state: &mut State,
    cluster: &mut Cluster,
    asked: &Asked<'_>,
    share: Share,
) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    let given = given(asked, namespace, cluster.place)?;
    let is_dry = asked.has("dry-run");
    let manager = asked.flag("field-manager").unwrap_or("kubectl");
    let n_done = done(share, given.len());
    let mut shown = Vec::new();
    for object in given.iter().take(n_done) {
        known(cluster, object)?;
        allow_apply(state, cluster, object)?;
        if let Some(namespace) = object
            .pointer("/metadata/namespace")
            .and_then(Value::as_str)
            && !cluster.has_namespace(namespace)
        {
            return Err(format!(
                "Error from server (NotFound): namespaces \"{namespace}\" not found"
            ));
        }
        let is_forced = asked.has("force-conflicts");
        shown.push(cluster.apply(object, manager, is_forced, is_dry)?);
    }
    Ok(match shown.as_slice() {
        _ if !asked.has("output") => "serverside-applied\n".repeat(shown.len()),
        [object] => object.to_string(),
        objects => json!({"kind": "List", "items": objects}).to_string(),
    })
}

fn delete(
    state: &mut State,
    cluster: &mut Cluster,
    asked: &Asked<'_>,
    share: Share,
) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    let selector = asked.flag("selector").unwrap_or_default();
    let mut keys = Vec::new();
    let mut waits = true;
    if asked.has("filename") {
        for object in given(asked, namespace, cluster.place)? {
            let kind = known(cluster, &object)?;
            let namespace = namespace_of(&object);
            allow(state, cluster, "get", &kind, namespace)?;
            allow(state, cluster, "delete", &kind, namespace)?;
            waits &= may_wait(state, cluster, &kind, namespace);
            keys.push(name(&object));
        }
    } else {
        let word = asked.plain.get(1).copied().unwrap_or_default();
        let Some(kind) = kinds::meant_by(word).filter(|kind| cluster.knows(kind)) else {
            return Err(format!(
                "error: the server doesn't have a resource type \"{word}\""
            ));
        };
        allow(state, cluster, "delete", &kind, namespace)?;
        waits = may_wait(state, cluster, &kind, namespace);
        if asked.plain.len() > 2 {
            allow(state, cluster, "get", &kind, namespace)?;
            let names = asked.plain.iter().skip(2);
            keys.extend(names.map(|name| key(&kind, namespace, name)));
        } else {
            allow(state, cluster, "list", &kind, namespace)?;
            keys.extend(
                cluster
                    .list(kind, namespace)
                    .map(|object| name(&object.value)),
            );
        }
    }
    keys.retain(|key| {
        let object = cluster.objects.get(key);
        object.is_some_and(|object| selects(selector, |key| object.label(key)))
    });
    let n_done = done(share, keys.len());
    // What nobody waits for is still there a while.
    for key in keys.iter().take(n_done).filter(|_| waits) {
        cluster.delete(key);
    }
    Ok("deleted\n".repeat(n_done))
}

/// Whether kubectl may wait until what it deletes is gone; it goes on at once where it may not.
fn may_wait(state: &mut State, cluster: &Cluster, kind: &Kind, namespace: &str) -> bool {
    ["list", "watch"]
        .iter()
        .all(|verb| allow(state, cluster, verb, kind, namespace).is_ok())
}

/// `label` and `annotate`.
fn label(
    state: &mut State,
    cluster: &mut Cluster,
    asked: &Asked<'_>,
    map: &str,
) -> Result<String, String> {
    let namespace = asked.flag("namespace").unwrap_or("default");
    let (word, name) = match asked.plain.get(1).and_then(|word| word.split_once('/')) {
        Some((word, name)) => (word, name),
        None => (
            asked.plain.get(1).copied().unwrap_or_default(),
            asked.plain.get(2).copied().unwrap_or_default(),
        ),
    };
    let kind = kind(word);
    allow(state, cluster, "get", &kind, namespace)?;
    allow(state, cluster, "patch", &kind, namespace)?;
    let Some(object) = cluster.get(&kind, namespace, name) else {
        return Err(format!(
            "Error from server (NotFound): {word} \"{name}\" not found"
        ));
    };
    let mut value = object.value.clone();
    let setting = asked.plain.last().copied().unwrap_or_default();
    if let Some((label, new)) = setting.split_once('=') {
        value["metadata"][map][label] = json!(new);
    } else if let Some(labels) = value["metadata"][map].as_object_mut() {
        labels.shift_remove(setting.trim_end_matches('-'));
    }
    cluster.put(value);
    Ok(String::new())
}

/// Answers SelfSubjectAccessReviews.
fn review(state: &State, cluster: &Cluster, asked: &Asked<'_>) -> String {
    let reviews = read(asked.call.input.text()).unwrap_or_default();
    let items: Vec<Value> = reviews
        .into_iter()
        .map(|mut review| {
            let text = |key: &str| {
                let attributes = review.pointer("/spec/resourceAttributes");
                let text = attributes.and_then(|it| it.get(key)?.as_str());
                text.unwrap_or_default().to_owned()
            };
            let mut resource = text("resource");
            let subresource = text("subresource");
            if !subresource.is_empty() {
                resource = format!("{resource}/{subresource}");
            }
            let rights = state.rights.get(&cluster.name);
            let is_allowed = rights.is_none_or(|rights| {
                rights.would_allow(&text("verb"), &text("group"), &resource, &text("namespace"))
            });
            review["status"] = json!({"allowed": is_allowed});
            review
        })
        .collect();
    json!({"kind": "List", "items": items}).to_string()
}
