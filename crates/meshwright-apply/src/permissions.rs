//! What a plan needs to be allowed in each cluster: exactly the verbs that carrying it out,
//! verifying it and taking it back use.
//!
//! What istioctl and Helm install includes roles, and nobody may hand out rights without having
//! them: so `escalate` and `bind` are among the verbs where a plan installs with them.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::model::{ClusterIndex, Mesh, yaml};
use meshwright_core::plan::{Manifest, ManifestFile, Op, Plan, Probe, SecretSet, Target};
use serde_json::{Value, json};

const RBAC: &str = "rbac.authorization.k8s.io";
const WEBHOOKS: &str = "admissionregistration.k8s.io";
const CRDS: (&str, &str) = ("apiextensions.k8s.io", "customresourcedefinitions");
const DEPLOYMENTS: (&str, &str) = ("apps", "deployments");
const DAEMON_SETS: (&str, &str) = ("apps", "daemonsets");
const STATEFUL_SETS: (&str, &str) = ("apps", "statefulsets");
const SERVICES: (&str, &str) = ("", "services");
const SECRETS: (&str, &str) = ("", "secrets");
const ACCOUNTS: (&str, &str) = ("", "serviceaccounts");
const NAMESPACES: (&str, &str) = ("", "namespaces");
const GATEWAYS: (&str, &str) = ("gateway.networking.k8s.io", "gateways");

/// What Istio's installers make: the kinds of their charts, of every release in the catalogue.
const INSTALLED: &[(&str, &str)] = &[
    DEPLOYMENTS,
    DAEMON_SETS,
    SERVICES,
    ACCOUNTS,
    ("", "configmaps"),
    (RBAC, "roles"),
    (RBAC, "rolebindings"),
    (RBAC, "clusterroles"),
    (RBAC, "clusterrolebindings"),
    (WEBHOOKS, "mutatingwebhookconfigurations"),
    (WEBHOOKS, "validatingwebhookconfigurations"),
    CRDS,
    ("policy", "poddisruptionbudgets"),
    ("autoscaling", "horizontalpodautoscalers"),
    ("discovery.k8s.io", "endpointslices"),
    ("networking.istio.io", "envoyfilters"),
];

const APPLY: &[&str] = &["get", "create", "patch"];
const DELETE: &[&str] = &["get", "delete"];

/// A verb on a kind of resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permission {
    /// The API group; empty for the core.
    pub group: String,
    /// The resource, with its subresource where one is meant: `pods/exec`.
    pub resource: String,
    /// The verb.
    pub verb: String,
}

/// What is needed, by kind of resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// Every permission, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &Permission> {
        self.0.iter()
    }

    fn add(&mut self, (group, resource): (&str, &str), verbs: &[&str]) {
        for verb in verbs {
            self.0.insert(Permission {
                group: group.to_owned(),
                resource: resource.to_owned(),
                verb: (*verb).to_owned(),
            });
        }
    }

    /// The ClusterRole that allows exactly this.
    pub fn cluster_role(&self, name: &str) -> Value {
        // Resources of a group with the same verbs share a rule.
        let mut verbs: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for permission in &self.0 {
            verbs
                .entry((&permission.group, &permission.resource))
                .or_default()
                .push(&permission.verb);
        }
        let mut rules: BTreeMap<(&str, Vec<&str>), Vec<&str>> = BTreeMap::new();
        for ((group, resource), verbs) in verbs {
            rules.entry((group, verbs)).or_default().push(resource);
        }
        let rules: Vec<Value> = rules
            .into_iter()
            .map(|((group, verbs), resources)| {
                json!({"apiGroups": [group], "resources": resources, "verbs": verbs})
            })
            .chain([json!({"nonResourceURLs": ["/readyz"], "verbs": ["get"]})])
            .collect();
        json!({
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "ClusterRole",
            "metadata": {"name": name},
            "rules": rules,
        })
    }

    /// The same as a document for kubectl.
    pub fn cluster_role_yaml(&self, name: &str) -> String {
        yaml::write_documents([self.cluster_role(name)])
    }
}

/// What a plan needs in each of its clusters.
pub fn permissions(mesh: &Mesh, plan: &Plan) -> BTreeMap<ClusterIndex, Permissions> {
    let mut all: BTreeMap<ClusterIndex, Permissions> = mesh
        .clusters()
        .map(|(index, _)| (index, Permissions::default()))
        .collect();
    for permissions in all.values_mut() {
        // Which cluster is it?
        permissions.add(NAMESPACES, &["get"]);
    }
    for step in &plan.steps {
        let ops = [Some(&step.op), step.undo.as_ref()];
        for op in ops.into_iter().flatten() {
            let Target::Cluster(index) = step.on else {
                if matches!(op, Op::Probe(Probe::Samples)) {
                    for permissions in all.values_mut() {
                        permissions.add(DEPLOYMENTS, &["list"]);
                    }
                }
                continue;
            };
            if let Some(permissions) = all.get_mut(&index) {
                of(op, permissions);
            }
            if let Op::PutConfigKubeconfig(access) | Op::DeleteConfigKubeconfig(access) = op
                && let Some(config) = mesh.cluster_named(access.cluster.as_str())
                && let Some(permissions) = all.get_mut(&config)
            {
                permissions.add(SECRETS, APPLY);
                permissions.add(SECRETS, DELETE);
            }
        }
        if let Target::Cluster(index) = step.on
            && let Some(permissions) = all.get_mut(&index)
        {
            for condition in &step.done_when {
                of_condition(condition, permissions);
            }
        }
    }
    all
}

fn of(op: &Op, permissions: &mut Permissions) {
    match op {
        Op::Probe(probe) => of_probe(probe, permissions),
        Op::ApplyManifests(files) => {
            for file in files {
                of_file(file, APPLY, permissions);
            }
        }
        Op::ApplyWithAddress { file, .. } => of_file(file, APPLY, permissions),
        Op::DeleteManifests(file) => {
            of_file(file, DELETE, permissions);
            if matches!(
                file.manifest,
                Manifest::Namespace(_) | Manifest::SampleClient(_)
            ) {
                for kind in [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS] {
                    permissions.add(kind, &["list"]);
                }
            }
        }
        Op::IstioctlInstall { .. } | Op::ApplyGenerated { .. } => install(permissions),
        Op::IstioctlUninstall(_) | Op::DeleteGenerated(_) => {
            for kind in INSTALLED {
                permissions.add(*kind, &["get", "list", "delete"]);
            }
        }
        Op::HelmUpgrade { .. } => {
            install(permissions);
            permissions.add(NAMESPACES, APPLY);
            permissions.add(
                SECRETS,
                &["get", "list", "create", "update", "patch", "delete"],
            );
        }
        Op::HelmUninstall(_) => {
            for kind in INSTALLED {
                permissions.add(*kind, &["get", "delete"]);
            }
            permissions.add(SECRETS, &["get", "list", "update", "delete"]);
            permissions.add(("sailoperator.io", "istios"), &["list"]);
            permissions.add(NAMESPACES, DELETE);
            for kind in [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS] {
                permissions.add(kind, &["list"]);
            }
        }
        Op::PutCacerts | Op::PutConfigKubeconfig(_) => permissions.add(SECRETS, APPLY),
        Op::CreateRemoteSecret { .. } | Op::CreateKialiCredential { .. } => {
            permissions.add(SECRETS, APPLY);
            permissions.add(ACCOUNTS, APPLY);
        }
        Op::PutRemoteSecrets => {
            permissions.add(SECRETS, APPLY);
            permissions.add(SECRETS, &["list"]);
        }
        Op::PutKialiClusters { .. } => {
            permissions.add(SECRETS, APPLY);
            permissions.add(DEPLOYMENTS, &["get", "patch"]);
        }
        Op::DeleteSecrets(SecretSet::RemoteSecrets) => {
            permissions.add(SECRETS, &["list", "delete"]);
        }
        Op::DeleteSecrets(SecretSet::Cacerts | SecretSet::ReaderToken | SecretSet::KialiToken)
        | Op::DeleteConfigKubeconfig(_)
        | Op::DeleteKialiClusters { .. } => permissions.add(SECRETS, DELETE),
        Op::WaitForAddress { .. } => permissions.add(SERVICES, &["get"]),
        Op::WaitForProgrammed { .. } => permissions.add(GATEWAYS, &["get"]),
        Op::ApplyGatewayApi { .. } => permissions.add(CRDS, APPLY),
        Op::ShareServices { services, .. } => {
            permissions.add(SERVICES, &["get", "patch"]);
            if services.iter().any(|service| service.has_waypoint) {
                permissions.add(GATEWAYS, APPLY);
            }
        }
        Op::RemoveWaypoints { services } => {
            permissions.add(SERVICES, &["get", "patch"]);
            if services.iter().any(|service| service.has_waypoint) {
                permissions.add(GATEWAYS, DELETE);
            }
        }
        Op::ApplyAddons(set) => {
            if let Some(file) = &set.namespace {
                of_file(file, APPLY, permissions);
            }
            install(permissions);
        }
        Op::DeleteAddons(_) => {
            for kind in INSTALLED {
                permissions.add(*kind, &["get", "delete"]);
            }
        }
        Op::AddChartRepositories(_)
        | Op::MakeCertificate { .. }
        | Op::GatherRemoteSecrets { .. } => {}
    }
}

fn install(permissions: &mut Permissions) {
    for kind in INSTALLED {
        permissions.add(*kind, APPLY);
        permissions.add(*kind, &["list"]);
    }
    for roles in ["roles", "clusterroles"] {
        permissions.add((RBAC, roles), &["escalate", "bind"]);
    }
}

fn of_probe(probe: &Probe, permissions: &mut Permissions) {
    match probe {
        Probe::Cluster => permissions.add(DEPLOYMENTS, &["list"]),
        Probe::SailOperator => permissions.add(CRDS, &["get"]),
        Probe::FrontCertificate { .. } => permissions.add(SECRETS, &["get"]),
        Probe::NodeAddresses { .. } => permissions.add(("", "nodes"), &["list"]),
        Probe::GatewayCertificate { .. } => {
            permissions.add(SECRETS, &["get"]);
            permissions.add(("", "configmaps"), &["get"]);
        }
        // istioctl asks each istiod through a port of its pod.
        Probe::RemoteClusters { .. } => {
            permissions.add(("", "pods"), &["get", "list"]);
            permissions.add(("", "pods/portforward"), &["create"]);
        }
        Probe::Traffic { .. } | Probe::Requests { .. } => {
            permissions.add(("", "pods"), &["get", "list"]);
            permissions.add(("", "pods/exec"), &["create"]);
            permissions.add(DEPLOYMENTS, &["get"]);
        }
        Probe::HostName { .. } | Probe::Samples => {}
    }
}

fn of_condition(condition: &meshwright_core::plan::Condition, permissions: &mut Permissions) {
    use meshwright_core::plan::Condition;
    match condition {
        Condition::DeploymentAvailable { .. } | Condition::SampleAvailable { .. } => {
            permissions.add(DEPLOYMENTS, &["get"]);
        }
        Condition::DaemonSetReady { .. } => permissions.add(DAEMON_SETS, &["get"]),
        Condition::DiscoveryService { .. } | Condition::FrontService { .. } => {
            permissions.add(SERVICES, &["get"]);
        }
        Condition::InjectionWebhook { .. } => {
            permissions.add((WEBHOOKS, "mutatingwebhookconfigurations"), &["get"]);
        }
        Condition::OperatorServes => permissions.add(CRDS, &["get"]),
        _ => {}
    }
}

fn of_file(file: &ManifestFile, verbs: &[&str], permissions: &mut Permissions) {
    for document in file.manifest.documents() {
        let text = |key: &str| {
            document
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let group = text("apiVersion")
            .split_once('/')
            .map_or("", |(group, _)| group);
        permissions.add((group, &plural(text("kind"))), verbs);
    }
}

/// The resource of a kind; every kind that plans apply forms it like this.
fn plural(kind: &str) -> String {
    let lower = kind.to_ascii_lowercase();
    match lower.as_bytes() {
        [.., b's' | b'x'] => format!("{lower}es"),
        [.., b'a' | b'e' | b'i' | b'o' | b'u', b'y'] => format!("{lower}s"),
        [.., b'y'] => format!("{}ies", &lower[..lower.len() - 1]),
        _ => format!("{lower}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn resources_are_named_as_kubernetes_names_them() {
        for (kind, resource) in [
            ("Namespace", "namespaces"),
            ("Gateway", "gateways"),
            ("DestinationRule", "destinationrules"),
            ("PeerAuthentication", "peerauthentications"),
            ("NetworkPolicy", "networkpolicies"),
            ("IstioCNI", "istiocnis"),
            ("Service", "services"),
        ] {
            assert_eq!(plural(kind), resource);
        }
    }
}
