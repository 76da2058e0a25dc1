//! Permissions as Kubernetes has them: a ClusterRole, a Role in each namespace, and bindings.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Permission, Permissions};

/// The name of every object.
const NAME: &str = "meshwright-operator";
/// The group whose members may carry the plan out.
pub const GROUP: &str = "meshwright-operators";

const RBAC: &str = "rbac.authorization.k8s.io";

/// What an administrator applies once so that members of [`GROUP`] can carry a plan out, verify it
/// and take it back: namespaces, roles and bindings.
///
/// The namespaces come along because roles are in them; they stay when the plan is taken back.
pub fn documents(permissions: &Permissions) -> Vec<Value> {
    let mut documents: Vec<Value> = permissions
        .namespaces()
        .map(|name| json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}))
        .collect();
    let mut rules = rules(permissions.iter().filter(|it| it.namespace.is_none()));
    rules.push(json!({"nonResourceURLs": ["/readyz"], "verbs": ["get"]}));
    documents.extend(pair("ClusterRole", None, &rules));
    for namespace in permissions.namespaces() {
        let own = permissions.iter();
        let own = own.filter(|it| it.namespace.as_deref() == Some(namespace));
        let rules = self::rules(own);
        if !rules.is_empty() {
            documents.extend(pair("Role", Some(namespace), &rules));
        }
    }
    documents
}

/// A role and what gives it to the group.
fn pair(kind: &str, namespace: Option<&str>, rules: &[Value]) -> [Value; 2] {
    let mut metadata = json!({"name": NAME});
    if let Some(namespace) = namespace {
        metadata["namespace"] = json!(namespace);
    }
    [
        json!({
            "apiVersion": format!("{RBAC}/v1"),
            "kind": kind,
            "metadata": metadata,
            "rules": rules,
        }),
        json!({
            "apiVersion": format!("{RBAC}/v1"),
            "kind": format!("{kind}Binding"),
            "metadata": metadata,
            "roleRef": {"apiGroup": RBAC, "kind": kind, "name": NAME},
            "subjects": [{"apiGroup": RBAC, "kind": "Group", "name": GROUP}],
        }),
    ]
}

/// Rules, sorted: resources of a group with the same verbs share one.
fn rules<'a>(permissions: impl Iterator<Item = &'a Permission>) -> Vec<Value> {
    let mut verbs: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for permission in permissions {
        verbs
            .entry((&permission.group, &permission.resource))
            .or_default()
            .push(&permission.verb);
    }
    let mut rules: BTreeMap<(&str, Vec<&str>), Vec<&str>> = BTreeMap::new();
    for ((group, resource), verbs) in verbs {
        rules.entry((group, verbs)).or_default().push(resource);
    }
    rules
        .into_iter()
        .map(|((group, verbs), resources)| {
            json!({"apiGroups": [group], "resources": resources, "verbs": verbs})
        })
        .collect()
}
