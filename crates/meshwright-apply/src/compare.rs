//! What is there, compared with what the API server would make of it.
//!
//! What it would make is its own answer to a server-side dry run, so defaults and conversions are
//! the same on both sides. Left out is what changes without anybody's doing, and what istiod
//! writes into webhooks that others install (`pilot/pkg/server/ca`, `pkg/webhooks` of istio/istio
//! @1.30.3: the CA, and the failure policy once it is ready).

use serde_json::{Map, Value};

/// The most differences of an object that are told.
const TOLD: usize = 5;

/// An object's kind, group, namespace and name.
pub fn name(object: &Value) -> String {
    let text = |pointer: &str| {
        object
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or("")
    };
    let group = text("/apiVersion")
        .split_once('/')
        .map_or_else(String::new, |(group, _)| format!(".{group}"));
    let namespace = text("/metadata/namespace");
    let slash = if namespace.is_empty() { "" } else { "/" };
    format!(
        "{}{group}/{namespace}{slash}{}",
        text("/kind"),
        text("/metadata/name")
    )
}

/// The objects of an answer of kubectl: a list, one object, or nothing.
///
/// `None` where it is no JSON.
pub fn objects(answer: &str) -> Option<Vec<Value>> {
    if answer.trim().is_empty() {
        return Some(Vec::new());
    }
    let mut value: Value = serde_json::from_str(answer).ok()?;
    let is_list = value
        .get("kind")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.ends_with("List"));
    if !is_list {
        return Some(vec![value]);
    }
    match value.get_mut("items").map(Value::take) {
        Some(Value::Array(items)) => Some(items),
        _ => Some(Vec::new()),
    }
}

/// Where `live` and `wanted` differ, as `object: field`, in order.
pub fn differences(live: &[Value], wanted: &[Value]) -> Vec<String> {
    let mut differences = Vec::new();
    for wanted in wanted {
        let name_of_wanted = name(wanted);
        match live.iter().find(|live| name(live) == name_of_wanted) {
            None => differences.push(name_of_wanted),
            Some(live) => {
                let mut fields = Vec::new();
                let (live, mut wanted) = (plain(live), plain(wanted));
                add_what_istioctl_adds(&live, &mut wanted);
                walk(&live, &wanted, String::new(), &mut fields);
                for field in fields.into_iter().take(TOLD) {
                    differences.push(format!("{name_of_wanted}: {field}"));
                }
            }
        }
    }
    differences
}

/// An object without what changes without anybody's doing.
fn plain(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(fields) = object.as_object_mut() {
        fields.shift_remove("status");
    }
    if let Some(Value::Object(metadata)) = object.get_mut("metadata") {
        for field in [
            "managedFields",
            "resourceVersion",
            "generation",
            "uid",
            "creationTimestamp",
            "selfLink",
        ] {
            metadata.shift_remove(field);
        }
        for field in ["labels", "annotations"] {
            if let Some(Value::Object(map)) = metadata.get_mut(field) {
                map.retain(|key, _| !is_installers(key));
                if map.is_empty() {
                    metadata.shift_remove(field);
                }
            }
        }
    }
    let is_webhook = object
        .get("kind")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.ends_with("WebhookConfiguration"));
    if is_webhook && let Some(Value::Array(webhooks)) = object.get_mut("webhooks") {
        for webhook in webhooks {
            if let Some(fields) = webhook.as_object_mut() {
                fields.shift_remove("failurePolicy");
            }
            if let Some(Value::Object(client)) = webhook.get_mut("clientConfig") {
                client.shift_remove("caBundle");
            }
        }
    }
    object
}

/// What `istioctl install` writes beyond what it generates: a label with the revision, and, while
/// the webhook of a tag stands for the default revision, selectors in the injector that match
/// nothing (`istioctl/pkg/tag` of istio/istio @1.26.0; seen on a real server).
fn add_what_istioctl_adds(live: &Value, wanted: &mut Value) {
    const REVISION: &str = "istio.io/rev";
    let revision = live.pointer("/metadata/labels/istio.io~1rev");
    if let (Some(revision), Some(metadata)) = (revision, wanted.get_mut("metadata"))
        && metadata.pointer("/labels/istio.io~1rev").is_none()
    {
        metadata["labels"][REVISION] = revision.clone();
    }
    let Some(Value::Array(there)) = live.get("webhooks") else {
        return;
    };
    let Some(Value::Array(webhooks)) = wanted.get_mut("webhooks") else {
        return;
    };
    let off = "/namespaceSelector/matchLabels/istio.io~1deactivated";
    for (live, wanted) in there.iter().zip(webhooks) {
        if live.pointer(off).is_some() && live.get("name") == wanted.get("name") {
            for selector in ["namespaceSelector", "objectSelector"] {
                if let Some(selected) = live.get(selector) {
                    wanted[selector] = selected.clone();
                }
            }
        }
    }
}

/// Labels and annotations that installers add to what they generate, and that controllers write.
fn is_installers(key: &str) -> bool {
    key.starts_with("install.operator.istio.io/")
        || key.starts_with("operator.istio.io/")
        || key.starts_with("meta.helm.sh/")
        || key == "kubectl.kubernetes.io/last-applied-configuration"
        || key == "deployment.kubernetes.io/revision"
        || key == "deprecated.daemonset.template.generation"
}

fn walk(live: &Value, wanted: &Value, path: String, fields: &mut Vec<String>) {
    if live == wanted {
        return;
    }
    match (live, wanted) {
        (Value::Object(live), Value::Object(wanted)) => walk_maps(live, wanted, &path, fields),
        (Value::Array(live), Value::Array(wanted)) if live.len() == wanted.len() => {
            for (place, (live, wanted)) in live.iter().zip(wanted).enumerate() {
                walk(live, wanted, format!("{path}[{place}]"), fields);
            }
        }
        _ => fields.push(path),
    }
}

fn walk_maps(
    live: &Map<String, Value>,
    wanted: &Map<String, Value>,
    path: &str,
    fields: &mut Vec<String>,
) {
    let keys = wanted
        .keys()
        .chain(live.keys().filter(|key| !wanted.contains_key(*key)));
    for key in keys {
        let dot = if path.is_empty() { "" } else { "." };
        let field = format!("{path}{dot}{key}");
        match (live.get(key), wanted.get(key)) {
            (Some(live), Some(wanted)) => walk(live, wanted, field, fields),
            _ => fields.push(field),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{differences, name, objects};

    #[test]
    fn objects_are_named_and_read_from_every_answer() {
        let object = json!({"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "istiod", "namespace": "istio-system"}});
        assert_eq!(name(&object), "Deployment.apps/istio-system/istiod");
        let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}});
        assert_eq!(name(&namespace), "Namespace/a");
        let list = json!({"apiVersion": "v1", "kind": "List", "items": [object, namespace]});
        assert_eq!(objects(&list.to_string()).map(|it| it.len()), Some(2));
        assert_eq!(objects(&namespace.to_string()).map(|it| it.len()), Some(1));
        assert_eq!(objects(" \n"), Some(Vec::new()));
        assert_eq!(objects("{"), None);
    }

    #[test]
    fn only_fields_that_somebody_sets_count() {
        let live = json!({"apiVersion": "v1", "kind": "ConfigMap",
            "metadata": {"name": "a", "resourceVersion": "7", "uid": "u", "managedFields": [1],
                "labels": {"install.operator.istio.io/owning-resource": "control-plane"}},
            "data": {"mesh": "x", "added": "y"}, "status": {"z": 1}});
        let mut wanted = live.clone();
        wanted["metadata"] = json!({"name": "a", "resourceVersion": "9"});
        assert_eq!(
            differences(std::slice::from_ref(&live), std::slice::from_ref(&wanted)),
            Vec::<String>::new()
        );
        wanted["data"] = json!({"mesh": "other"});
        assert_eq!(
            differences(&[live], &[wanted]),
            ["ConfigMap/a: data.mesh", "ConfigMap/a: data.added"]
        );
    }

    #[test]
    fn what_istiod_writes_into_webhooks_is_its_own() {
        let webhook = |policy: &str, ca: &str, path: &str| {
            json!({"apiVersion": "admissionregistration.k8s.io/v1",
                "kind": "ValidatingWebhookConfiguration", "metadata": {"name": "a"},
                "webhooks": [{"name": "b", "failurePolicy": policy,
                    "clientConfig": {"caBundle": ca, "service": {"path": path}}}]})
        };
        let live = webhook("Fail", "CA", "/validate");
        let same = webhook("Ignore", "", "/validate");
        let other = webhook("Ignore", "", "/other");
        assert!(differences(std::slice::from_ref(&live), &[same]).is_empty());
        let found = differences(&[live], &[other]);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].ends_with("webhooks[0].clientConfig.service.path"),
            "{found:?}"
        );
    }

    #[test]
    fn what_istioctl_writes_beyond_its_manifests_is_no_difference() {
        let wanted = json!({
            "kind": "MutatingWebhookConfiguration", "metadata": {"name": "a"},
            "webhooks": [{"name": "b", "namespaceSelector": {"matchExpressions": [1]},
                "objectSelector": {"matchExpressions": [2]}}]});
        let never = json!({"matchLabels": {"istio.io/deactivated": "never-match"}});
        let mut live = wanted.clone();
        live["metadata"]["labels"] = json!({"istio.io/rev": "default"});
        live["webhooks"][0]["namespaceSelector"] = never.clone();
        live["webhooks"][0]["objectSelector"] = never;
        let told = |live: &serde_json::Value| {
            differences(std::slice::from_ref(live), std::slice::from_ref(&wanted))
        };
        assert_eq!(told(&live), Vec::<String>::new());
        live["webhooks"][0]["namespaceSelector"] = json!({"matchLabels": {"theirs": "yes"}});
        assert!(!told(&live).is_empty(), "a selector of somebody else");
        let mut other = wanted.clone();
        other["metadata"]["labels"] = json!({"theirs": "yes"});
        assert!(!told(&other).is_empty(), "a label of somebody else");
    }
}
