//! Kinds by group and resource, and which of them installers make.

use meshwright_catalog::facts::remote::{IpBacking, RemoteMode};
use meshwright_catalog::resolve;
use meshwright_model::{Cluster, Role};
use serde_json::Value;

/// An API group and a resource.
pub(super) type Kind = (&'static str, &'static str);

const RBAC: &str = "rbac.authorization.k8s.io";
const WEBHOOKS: &str = "admissionregistration.k8s.io";

pub(super) const NAMESPACES: Kind = ("", "namespaces");
pub(super) const NODES: Kind = ("", "nodes");
pub(super) const PODS: Kind = ("", "pods");
pub(super) const EXEC: Kind = ("", "pods/exec");
pub(super) const PORT_FORWARD: Kind = ("", "pods/portforward");
pub(super) const SECRETS: Kind = ("", "secrets");
pub(super) const CONFIG_MAPS: Kind = ("", "configmaps");
pub(super) const SERVICES: Kind = ("", "services");
pub(super) const ACCOUNTS: Kind = ("", "serviceaccounts");
pub(super) const DEPLOYMENTS: Kind = ("apps", "deployments");
pub(super) const REPLICA_SETS: Kind = ("apps", "replicasets");
pub(super) const DAEMON_SETS: Kind = ("apps", "daemonsets");
pub(super) const CRDS: Kind = ("apiextensions.k8s.io", "customresourcedefinitions");
pub(super) const GATEWAYS: Kind = ("gateway.networking.k8s.io", "gateways");
pub(super) const ISTIOS: Kind = ("sailoperator.io", "istios");
pub(super) const MUTATING: Kind = (WEBHOOKS, "mutatingwebhookconfigurations");
const VALIDATING: Kind = (WEBHOOKS, "validatingwebhookconfigurations");
pub(super) const ROLES: Kind = (RBAC, "roles");
const ROLE_BINDINGS: Kind = (RBAC, "rolebindings");
pub(super) const CLUSTER_ROLES: Kind = (RBAC, "clusterroles");
const CLUSTER_ROLE_BINDINGS: Kind = (RBAC, "clusterrolebindings");
const BUDGETS: Kind = ("policy", "poddisruptionbudgets");
const AUTOSCALERS: Kind = ("autoscaling", "horizontalpodautoscalers");
const FILTERS: Kind = ("networking.istio.io", "envoyfilters");

/// What every chart with a workload makes.
const WORKLOAD: &[Kind] = &[ACCOUNTS, ROLES, ROLE_BINDINGS];

/// What `istioctl` looks through for leftovers after an installation, in the whole cluster
/// (`PrunedResourcesSchemas`, `operator/pkg/uninstall/prune.go` @1.30.3); Secrets and pods are
/// among them.
pub(super) const PRUNED: &[Kind] = &[
    DEPLOYMENTS,
    DAEMON_SETS,
    SERVICES,
    CONFIG_MAPS,
    PODS,
    SECRETS,
    ACCOUNTS,
    ROLE_BINDINGS,
    ROLES,
    BUDGETS,
    AUTOSCALERS,
    FILTERS,
    MUTATING,
    VALIDATING,
    CLUSTER_ROLES,
    CLUSTER_ROLE_BINDINGS,
];

/// What the samples of addons make.
pub(super) const ADDON: &[Kind] = &[
    ACCOUNTS,
    CONFIG_MAPS,
    SERVICES,
    DEPLOYMENTS,
    CLUSTER_ROLES,
    CLUSTER_ROLE_BINDINGS,
    ROLES,
    ROLE_BINDINGS,
];

/// What an IstioOperator makes: gateways, an istiod or what a remote has of one, agents on nodes.
///
/// `has_address` says that a remote is told an address of istiod.
pub(super) fn of_operator(operator: &Value, cluster: &Cluster, has_address: bool) -> Vec<Kind> {
    let at = |pointer: &str| operator.pointer(pointer);
    let is_on = |pointer: &str| at(pointer).and_then(Value::as_bool) == Some(true);
    let profile = at("/spec/profile")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut kinds = Vec::new();
    let gateways = at("/spec/components/ingressGateways").and_then(Value::as_array);
    let mut gateways = gateways.into_iter().flatten();
    if gateways.any(|gateway| gateway.get("enabled").and_then(Value::as_bool) != Some(false)) {
        kinds.extend(of_chart("gateway", cluster, has_address));
    }
    if profile != "empty" || at("/spec/components/pilot").is_some() {
        kinds.extend(of_chart("base", cluster, has_address));
        kinds.extend(of_chart("istiod", cluster, has_address));
    }
    for agent in ["cni", "ztunnel"] {
        if is_on(&format!("/spec/components/{agent}/enabled")) || profile.contains("ambient") {
            kinds.extend(of_chart(agent, cluster, has_address));
        }
    }
    kinds
}

/// What a chart of Istio's makes, and the Sail operator's.
pub(super) fn of_chart(chart: &str, cluster: &Cluster, has_address: bool) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    match chart {
        "base" => kinds.extend([CRDS, ACCOUNTS, VALIDATING]),
        "gateway" => {
            kinds.extend(WORKLOAD);
            kinds.extend([DEPLOYMENTS, SERVICES, BUDGETS, AUTOSCALERS]);
        }
        "cni" | "ztunnel" => {
            kinds.extend([ACCOUNTS, CONFIG_MAPS, DAEMON_SETS]);
            kinds.extend([CLUSTER_ROLES, CLUSTER_ROLE_BINDINGS]);
        }
        "sail-operator" => {
            kinds.extend(WORKLOAD);
            kinds.extend([CRDS, DEPLOYMENTS, SERVICES]);
            kinds.extend([CLUSTER_ROLES, CLUSTER_ROLE_BINDINGS]);
        }
        _ => {
            kinds.extend(WORKLOAD);
            kinds.extend([CONFIG_MAPS, SERVICES, MUTATING, VALIDATING]);
            kinds.extend([CLUSTER_ROLES, CLUSTER_ROLE_BINDINGS]);
            let remote = resolve(&cluster.istio.version).release.remote();
            let is_remote = matches!(cluster.role, Role::Remote { .. });
            if has_address {
                kinds.push(match remote.ip_backing.value() {
                    IpBacking::HeadlessEndpoints | IpBacking::Endpoints => ("", "endpoints"),
                    IpBacking::EndpointSlice => ("discovery.k8s.io", "endpointslices"),
                });
            }
            if !is_remote || *remote.mode.value() == RemoteMode::DefaultProfile {
                kinds.extend([DEPLOYMENTS, BUDGETS, AUTOSCALERS]);
            }
        }
    }
    kinds
}

/// Whether objects of a kind are in no namespace.
pub(super) fn is_global(kind: &str) -> bool {
    matches!(
        kind,
        "Namespace"
            | "ClusterRole"
            | "ClusterRoleBinding"
            | "CustomResourceDefinition"
            | "GatewayClass"
            | "Istio"
            | "IstioCNI"
            | "ZTunnel"
    )
}

/// The same, of a resource that installers make.
pub(super) fn is_in_no_namespace(kind: Kind) -> bool {
    let of_all = [
        CRDS,
        CLUSTER_ROLES,
        CLUSTER_ROLE_BINDINGS,
        MUTATING,
        VALIDATING,
    ];
    of_all.contains(&kind)
}

/// The resource of a kind; every kind that plans apply forms it like this.
pub(super) fn plural(kind: &str) -> String {
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
