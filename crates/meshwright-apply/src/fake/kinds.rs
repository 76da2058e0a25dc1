//! The kinds that clusters in memory know.

/// A kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) plural: &'static str,
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    pub(crate) is_namespaced: bool,
    /// Whether a CustomResourceDefinition has to be there.
    pub(crate) is_custom: bool,
}

const fn own(plural: &'static str, group: &'static str, name: &'static str) -> Kind {
    Kind {
        plural,
        group,
        name,
        is_namespaced: true,
        is_custom: false,
    }
}

const fn global(kind: Kind) -> Kind {
    Kind {
        is_namespaced: false,
        ..kind
    }
}

const fn custom(kind: Kind) -> Kind {
    Kind {
        is_custom: true,
        ..kind
    }
}

const RBAC: &str = "rbac.authorization.k8s.io";
const WEBHOOKS: &str = "admissionregistration.k8s.io";
const ISTIO: &str = "networking.istio.io";
const GATEWAY_API: &str = "gateway.networking.k8s.io";
const SAIL: &str = "sailoperator.io";

pub(crate) const KINDS: &[Kind] = &[
    global(own("namespaces", "", "Namespace")),
    global(own("nodes", "", "Node")),
    own("secrets", "", "Secret"),
    own("configmaps", "", "ConfigMap"),
    own("services", "", "Service"),
    own("serviceaccounts", "", "ServiceAccount"),
    own("deployments", "apps", "Deployment"),
    own("daemonsets", "apps", "DaemonSet"),
    own("statefulsets", "apps", "StatefulSet"),
    own("endpoints", "", "Endpoints"),
    own("endpointslices", "discovery.k8s.io", "EndpointSlice"),
    own("poddisruptionbudgets", "policy", "PodDisruptionBudget"),
    own(
        "horizontalpodautoscalers",
        "autoscaling",
        "HorizontalPodAutoscaler",
    ),
    own("roles", RBAC, "Role"),
    own("rolebindings", RBAC, "RoleBinding"),
    global(own("clusterroles", RBAC, "ClusterRole")),
    global(own("clusterrolebindings", RBAC, "ClusterRoleBinding")),
    global(own(
        "mutatingwebhookconfigurations",
        WEBHOOKS,
        "MutatingWebhookConfiguration",
    )),
    global(own(
        "validatingwebhookconfigurations",
        WEBHOOKS,
        "ValidatingWebhookConfiguration",
    )),
    global(own(
        "customresourcedefinitions",
        "apiextensions.k8s.io",
        "CustomResourceDefinition",
    )),
    custom(own("gateways", ISTIO, "Gateway")),
    custom(own("virtualservices", ISTIO, "VirtualService")),
    custom(own("destinationrules", ISTIO, "DestinationRule")),
    custom(own("gateways", GATEWAY_API, "Gateway")),
    global(custom(own("gatewayclasses", GATEWAY_API, "GatewayClass"))),
    global(custom(own("istios", SAIL, "Istio"))),
    global(custom(own("istiocnis", SAIL, "IstioCNI"))),
    global(custom(own("ztunnels", SAIL, "ZTunnel"))),
];

/// The kind of an object.
pub(crate) fn of(api_version: &str, name: &str) -> Option<Kind> {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    let mut kinds = KINDS.iter();
    kinds
        .find(|kind| kind.name == name && kind.group == group)
        .copied()
}

/// The kind that kubectl means by a word: `secrets`, `deployments.apps`, `istio`.
pub(crate) fn meant_by(word: &str) -> Option<Kind> {
    let (plural, group) = word
        .split_once('.')
        .map_or((word, None), |(plural, group)| (plural, Some(group)));
    let mut kinds = KINDS.iter();
    kinds
        .find(|kind| {
            let is_name = kind.plural == plural || kind.name.eq_ignore_ascii_case(plural);
            is_name && group.is_none_or(|group| group == kind.group)
        })
        .copied()
}

/// The CustomResourceDefinition of a kind.
pub(crate) fn definition(kind: &Kind) -> String {
    format!("{}.{}", kind.plural, kind.group)
}

/// The kinds of a group.
pub(crate) fn of_group(group: &str) -> impl Iterator<Item = &'static Kind> {
    KINDS
        .iter()
        .filter(move |kind| kind.is_custom && kind.group == group)
}

/// The groups whose kinds come with what.
pub(crate) const ISTIO_GROUP: &str = ISTIO;
pub(crate) const GATEWAY_API_GROUP: &str = GATEWAY_API;
pub(crate) const SAIL_GROUP: &str = SAIL;
