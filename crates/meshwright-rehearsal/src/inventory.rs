//! Every object of a cluster, to compare one moment with another.
//!
//! Left out is what changes by itself: events, leases, and what the servers compute.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::{Api, ApiError, list, name, namespace, text};

/// Kinds that change by themselves, or that hold nothing of their own.
const IGNORED: &[&str] = &["events", "leases", "componentstatuses"];

/// The objects of a cluster: `kind.group namespace/name`, and the uid.
pub type Inventory = BTreeMap<String, String>;

/// In what two moments differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What there is more.
    pub added: Vec<String>,
    /// What there is no more.
    pub removed: Vec<String>,
    /// What has another uid: it was deleted and made again.
    pub replaced: Vec<String>,
}

/// The annotation in which an elected leader writes every few seconds that it still lives; the
/// objects that have it are leases, too.
const LEADER: &str = "control-plane.alpha.kubernetes.io/leader";

/// Lists every object of a cluster, with its uid.
///
/// # Errors
///
/// The API server does not answer.
pub fn take(api: &Api) -> Result<Inventory, ApiError> {
    take_field(api, "/metadata/uid")
}

/// The same with another field of each object than the uid.
///
/// # Errors
///
/// The API server does not answer.
pub fn take_field(api: &Api, pointer: &str) -> Result<Inventory, ApiError> {
    let mut groups = vec![("/api/v1".to_owned(), "core".to_owned())];
    let found = api.read("/apis")?.unwrap_or_default();
    for group in list(&found, "/groups") {
        let version = text(group, "/preferredVersion/groupVersion").unwrap_or_default();
        let name = text(group, "/name").unwrap_or_default();
        groups.push((format!("/apis/{version}"), name));
    }
    let mut inventory = Inventory::new();
    for (path, group) in groups {
        let kinds = api.read(&path)?.unwrap_or_default();
        for kind in list(&kinds, "/resources") {
            let plural = text(kind, "/name").unwrap_or_default();
            let is_listed = list(kind, "/verbs").iter().any(|verb| verb == "list");
            if !is_listed || plural.contains('/') || IGNORED.contains(&&*plural) {
                continue;
            }
            for object in api.items(&format!("{path}/{plural}"))? {
                if !is_lease(&object) {
                    let value = text(&object, pointer).unwrap_or_default();
                    inventory.insert(key(&plural, &group, &object), value);
                }
            }
        }
    }
    Ok(inventory)
}

fn is_lease(object: &Value) -> bool {
    let annotations = object.pointer("/metadata/annotations");
    annotations.is_some_and(|it| it.get(LEADER).is_some())
}

fn key(plural: &str, group: &str, object: &Value) -> String {
    format!("{plural}.{group} {}/{}", namespace(object), name(object))
}

/// In what `after` differs from `before`, without what `is_ignored`.
pub fn compare(
    before: &Inventory,
    after: &Inventory,
    is_ignored: impl Fn(&str) -> bool,
) -> Difference {
    let mut difference = Difference::default();
    for (key, uid) in after.iter().filter(|(key, _)| !is_ignored(key)) {
        match before.get(key) {
            None => difference.added.push(key.clone()),
            Some(old) if old != uid => difference.replaced.push(key.clone()),
            Some(_) => {}
        }
    }
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    difference.removed = gone.filter(|key| !is_ignored(key)).cloned().collect();
    difference
}

impl Difference {
    /// Whether there is none.
    pub const fn is_none(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.replaced.is_empty()
    }
}

/// What stays when Istio goes, by Istio's own choice.
///
/// Its kinds, because deleting them would delete what others made of them, with the API services
/// that they make; and the ConfigMap with the root that istiod puts into every namespace, of which
/// `istioctl uninstall` says nothing.
pub fn stays(key: &str) -> bool {
    let is_kind = key.starts_with("customresourcedefinitions.")
        || (key.starts_with("apiservices.") && key.ends_with(".istio.io"));
    is_kind || (key.starts_with("configmaps.core ") && key.ends_with("/istio-ca-root-cert"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Inventory, compare, is_lease, stays};

    fn inventory(objects: &[(&str, &str)]) -> Inventory {
        let owned = |(key, uid): &(&str, &str)| ((*key).to_owned(), (*uid).to_owned());
        objects.iter().map(owned).collect()
    }

    #[test]
    fn what_is_more_less_and_made_again_is_told_apart() {
        let before = inventory(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let after = inventory(&[("a", "1"), ("b", "9"), ("d", "4")]);
        let difference = compare(&before, &after, |_| false);
        assert_eq!(difference.added, ["d"]);
        assert_eq!(difference.removed, ["c"]);
        assert_eq!(difference.replaced, ["b"]);
        assert!(!difference.is_none());
        assert!(compare(&before, &before, |_| false).is_none());
    }

    #[test]
    fn the_record_of_a_leader_is_a_lease_and_another_config_map_is_none() {
        let with = |annotation: &str| json!({"metadata": {"annotations": {annotation: "{}"}}});
        assert!(is_lease(&with("control-plane.alpha.kubernetes.io/leader")));
        assert!(!is_lease(&with("kubernetes.io/description")));
        assert!(!is_lease(&json!({"metadata": {}})));
    }

    #[test]
    fn what_is_ignored_is_no_difference() {
        let crd = "customresourcedefinitions.apiextensions.k8s.io /gateways.networking.istio.io";
        let after = inventory(&[(crd, "1")]);
        assert!(compare(&Inventory::new(), &after, stays).is_none());
        assert!(compare(&after, &Inventory::new(), stays).is_none());
        assert!(stays(
            "apiservices.apiregistration.k8s.io /v1.networking.istio.io"
        ));
        assert!(stays("configmaps.core default/istio-ca-root-cert"));
        assert!(!stays("configmaps.core istio-system/istio"));
        assert!(!stays("apiservices.apiregistration.k8s.io /v1.apps"));
    }
}
