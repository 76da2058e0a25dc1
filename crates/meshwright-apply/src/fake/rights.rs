//! Who may do what: where a test restricts a cluster, every verb is asked for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::State;
use super::kinds::{self, Kind};
use super::store::Cluster;
use crate::compare::name;

/// What is allowed in a cluster, and what of it was made use of.
///
/// A right is `list /secrets` in the whole cluster, `get apps/deployments in sample` in one
/// namespace, `get /readyz` of a path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rights {
    /// What is allowed.
    pub allowed: BTreeSet<String>,
    /// What was asked for and allowed.
    pub used: BTreeSet<String>,
}

impl Rights {
    /// The rights that the documents of roles give.
    pub fn of(documents: &[Value]) -> Self {
        let mut rights = Self::default();
        for document in documents {
            let namespace = document.pointer("/metadata/namespace");
            let namespace = namespace.and_then(Value::as_str).unwrap_or_default();
            let rules = document.get("rules").and_then(Value::as_array);
            for rule in rules.into_iter().flatten() {
                let words = |key: &str| -> Vec<&str> {
                    let words = rule.get(key).and_then(Value::as_array);
                    words
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str)
                        .collect()
                };
                for verb in words("verbs") {
                    for path in words("nonResourceURLs") {
                        rights.allowed.insert(format!("{verb} {path}"));
                    }
                    for group in words("apiGroups") {
                        for resource in words("resources") {
                            rights
                                .allowed
                                .insert(right(verb, group, resource, namespace));
                        }
                    }
                }
            }
        }
        rights
    }

    /// Whether something is allowed, in the whole cluster or in the namespace; notes what was made
    /// use of.
    fn allows(&mut self, verb: &str, group: &str, resource: &str, namespace: &str) -> bool {
        let wide = right(verb, group, resource, "");
        let narrow = right(verb, group, resource, namespace);
        let used = [wide, narrow]
            .into_iter()
            .find(|it| self.allowed.contains(it));
        let is_allowed = used.is_some();
        self.used.extend(used);
        is_allowed
    }

    /// Whether something is allowed; makes no use of it.
    pub(super) fn would_allow(&self, verb: &str, group: &str, resource: &str, ns: &str) -> bool {
        [
            right(verb, group, resource, ""),
            right(verb, group, resource, ns),
        ]
        .iter()
        .any(|it| self.allowed.contains(it))
    }
}

fn right(verb: &str, group: &str, resource: &str, namespace: &str) -> String {
    if namespace.is_empty() {
        format!("{verb} {group}/{resource}")
    } else {
        format!("{verb} {group}/{resource} in {namespace}")
    }
}

/// Asks for a verb on a kind; `namespace` empty for all of them.
pub(super) fn allow(
    state: &mut State,
    cluster: &Cluster,
    verb: &str,
    kind: &Kind,
    namespace: &str,
) -> Result<(), String> {
    let namespace = if kind.is_namespaced { namespace } else { "" };
    allow_resource(state, cluster, verb, (kind.group, kind.plural), namespace)
}

/// Asks for a verb on a resource.
pub(super) fn allow_resource(
    state: &mut State,
    cluster: &Cluster,
    verb: &str,
    (group, resource): (&str, &str),
    namespace: &str,
) -> Result<(), String> {
    let Some(rights) = state.rights.get_mut(&cluster.name) else {
        return Ok(());
    };
    if rights.allows(verb, group, resource, namespace) {
        return Ok(());
    }
    Err(format!(
        "Error from server (Forbidden): {resource}.{group} is forbidden: User \"x\" cannot {verb} \
         resource \"{resource}\" in API group \"{group}\" in the namespace \"{namespace}\""
    ))
}

/// Asks for a path.
pub(super) fn allow_path(state: &mut State, cluster: &Cluster, path: &str) -> Result<(), String> {
    let Some(rights) = state.rights.get_mut(&cluster.name) else {
        return Ok(());
    };
    let right = format!("get {path}");
    if rights.allowed.contains(&right) {
        rights.used.insert(right);
        return Ok(());
    }
    Err(format!(
        "Error from server (Forbidden): User \"x\" cannot get path \"{path}\""
    ))
}

/// Asks for what applying an object takes: nobody hands out rights without having them.
pub(super) fn allow_apply(
    state: &mut State,
    cluster: &Cluster,
    object: &Value,
) -> Result<(), String> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    let Some(kind) = kinds::of(text("apiVersion"), text("kind")) else {
        return Ok(());
    };
    let namespace = namespace_of(object);
    allow(state, cluster, "patch", &kind, namespace)?;
    if !cluster.objects.contains_key(&name(object)) {
        allow(state, cluster, "create", &kind, namespace)?;
    }
    let held = match kind.name {
        "Role" => Some(("escalate", "Role")),
        "ClusterRole" => Some(("escalate", "ClusterRole")),
        "RoleBinding" => Some(("bind", "Role")),
        "ClusterRoleBinding" => Some(("bind", "ClusterRole")),
        _ => None,
    };
    match held
        .and_then(|(verb, role)| Some((verb, kinds::of("rbac.authorization.k8s.io/v1", role)?)))
    {
        Some((verb, role)) => allow(state, cluster, verb, &role, namespace),
        None => Ok(()),
    }
}

/// The namespace of an object; empty where it is in none.
pub(super) fn namespace_of(object: &Value) -> &str {
    let namespace = object.pointer("/metadata/namespace");
    namespace.and_then(Value::as_str).unwrap_or_default()
}
