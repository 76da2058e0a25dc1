//! What a plan needs to be allowed in each cluster, as one list of which everything else is made.
//!
//! `apply` asks each API server for it before the first write, and the bundle has it as roles: see
//! [`documents`]. It holds exactly the verbs that carrying a plan out, verifying it and taking it
//! back use; where a namespace is known, they are allowed in that one alone.
//!
//! What istioctl and Helm install includes roles, and nobody may hand out rights without having
//! them: so `escalate` and `bind` are among the verbs of every plan, and whoever holds these roles
//! is to be trusted like an administrator of the cluster.

mod kinds;
mod needs;
mod roles;

use std::collections::BTreeSet;

pub use needs::permissions;
pub use roles::{GROUP, documents};

use kinds::Kind;

/// A verb on a kind of resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permission {
    /// The one namespace in which it is needed; `None` for the whole cluster.
    pub namespace: Option<String>,
    /// The API group; empty for the core.
    pub group: String,
    /// The resource, with its subresource where one is meant: `pods/exec`.
    pub resource: String,
    /// The verb.
    pub verb: String,
}

/// What is needed in a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    all: BTreeSet<Permission>,
    namespaces: BTreeSet<String>,
}

impl Permissions {
    /// Every permission, sorted; none is part of another one.
    pub fn iter(&self) -> impl Iterator<Item = &Permission> {
        self.all.iter()
    }

    /// The namespaces that have to be there: roles are in them, or they are labelled.
    pub fn namespaces(&self) -> impl Iterator<Item = &str> {
        self.namespaces.iter().map(String::as_str)
    }

    /// Adds verbs in the whole cluster.
    fn anywhere(&mut self, kind: Kind, verbs: &[&str]) {
        self.add(None, kind, verbs);
    }

    /// Adds verbs in a namespace.
    fn within(&mut self, namespace: &str, kind: Kind, verbs: &[&str]) {
        self.add(Some(namespace), kind, verbs);
    }

    fn add(&mut self, namespace: Option<&str>, (group, resource): (&str, &str), verbs: &[&str]) {
        self.namespaces.extend(namespace.map(str::to_owned));
        for verb in verbs {
            self.all.insert(Permission {
                namespace: namespace.map(str::to_owned),
                group: group.to_owned(),
                resource: resource.to_owned(),
                verb: (*verb).to_owned(),
            });
        }
    }

    /// Leaves out what the whole cluster allows anyway.
    fn without_repetition(mut self) -> Self {
        let everywhere: BTreeSet<Permission> = self
            .all
            .iter()
            .filter(|permission| permission.namespace.is_none())
            .cloned()
            .collect();
        self.all.retain(|permission| {
            let wider = Permission {
                namespace: None,
                ..permission.clone()
            };
            permission.namespace.is_none() || !everywhere.contains(&wider)
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Permissions, kinds};

    #[test]
    fn what_the_cluster_allows_is_not_said_again_of_a_namespace() {
        let mut permissions = Permissions::default();
        permissions.anywhere(kinds::SECRETS, &["list"]);
        permissions.within("istio-system", kinds::SECRETS, &["get", "list"]);
        let left = permissions.without_repetition();
        let left: Vec<(Option<&str>, &str)> = left
            .iter()
            .map(|it| (it.namespace.as_deref(), it.verb.as_str()))
            .collect();
        assert_eq!(left, [(None, "list"), (Some("istio-system"), "get")]);
    }
}
