//! Names that plans use: Istio's own, from the catalogue, and those that plans give.

use meshwright_model::{ClusterIndex, ClusterName, InstallMethod, Mesh, Revision};

pub use meshwright_catalog::facts::names::{
    CACERTS_SECRET, EAST_WEST_GATEWAY, EAST_WEST_SELECTOR, GATEWAY_PORT_LABEL, NETWORK_LABEL,
    NODE_SELECTOR_ANNOTATION, READER_TOKEN_SECRET, SYSTEM_NAMESPACE,
};

/// The label that has the sidecar injected by the default revision.
pub const INJECTION_LABEL: &str = "istio-injection";
/// The label that has the sidecar injected by a revision.
pub const REVISION_LABEL: &str = "istio.io/rev";
/// The label that puts a namespace's pods into the ambient data plane, with the value `ambient`.
pub const DATA_PLANE_LABEL: &str = "istio.io/dataplane-mode";
/// The label of a Service that other clusters see, with the value `true`; the profile `ambient`
/// has istiod read it.
pub const GLOBAL_LABEL: &str = "istio.io/global";
/// The waypoint of a namespace, by the name that istioctl gives it.
pub const WAYPOINT: &str = "waypoint";
/// The label of what plans put into namespaces of others, so that it can be found again.
pub const MANAGED_BY: (&str, &str) = ("app.kubernetes.io/managed-by", "meshwright");
/// The ambient east-west gateway of a cluster that has one for sidecars too: both make a
/// Deployment and a Service of their own name.
pub const AMBIENT_GATEWAY_BESIDE: &str = "istio-eastwestgateway-hbone";
/// `metadata.name` of the IstioOperator of a control plane.
///
/// Without a name, installing again deletes the east-west gateway (seen with 1.26.0; the code of
/// 1.30.3 is the same).
pub const CONTROL_PLANE_OPERATOR: &str = "control-plane";
/// `metadata.name` of the IstioOperator of an east-west gateway.
pub const GATEWAY_OPERATOR: &str = "eastwest";
/// `metadata.name` of the IstioOperator of an external cluster's front gateway.
pub const FRONT_OPERATOR: &str = "front-gateway";
/// The front gateway of an external cluster: its Deployment and Service in [`SYSTEM_NAMESPACE`].
pub const FRONT_GATEWAY: &str = "istio-ingressgateway";
/// The value of the label `istio` on the front gateway.
pub const FRONT_SELECTOR: &str = "ingressgateway";
/// The Secret with which an external istiod reads its config cluster; the chart mounts it.
pub const CONFIG_KUBECONFIG_SECRET: &str = "istio-kubeconfig";
/// The ServiceAccount of older charts that no chart makes in an external cluster.
pub const ISTIOD_ACCOUNT: &str = "istiod-service-account";
/// The Helm release of the chart `base`, as Istio's guides call it.
pub const HELM_BASE: &str = "istio-base";
/// The Helm release and the Deployment of the Sail operator.
pub const SAIL_OPERATOR: &str = "sail-operator";
/// The namespace of the Sail operator.
pub const SAIL_NAMESPACE: &str = "sail-operator";
/// The Sail operator's resource for control planes, as kubectl finds it without doubt.
pub const SAIL_RESOURCE: &str = "istios.sailoperator.io";
/// The namespace of the sample workloads.
pub const SAMPLE_NAMESPACE: &str = "sample";
/// The server of Istio's helloworld sample; it answers with its variable `SERVICE_VERSION`.
pub const SERVER_IMAGE: &str = "docker.io/istio/examples-helloworld-v1:1.0";
/// The client of Istio's curl sample.
pub const CLIENT_IMAGE: &str = "docker.io/curlimages/curl:8.16.0";
/// What the runbook tries a port with, where something does not answer.
pub const PROBE_IMAGE: &str = "busybox:1.36";

/// The namespace of an istiod that serves other clusters only, in its own cluster and in theirs.
///
/// The name of Istio's guide to external control planes. It differs from `istio-system`, where
/// the cluster of such an istiod has a mesh of its own behind its front gateway.
pub const EXTERNAL_NAMESPACE: &str = "external-istiod";

/// The namespace of the istiod that serves a cluster, the same in all clusters that it serves.
pub fn system_namespace(mesh: &Mesh, cluster: ClusterIndex) -> &'static str {
    match mesh.external_of(cluster) {
        Some(_) => EXTERNAL_NAMESPACE,
        None => SYSTEM_NAMESPACE,
    }
}

/// The name by which the istiod of a cluster knows itself: an external one takes that of its
/// config cluster.
pub fn own_name(mesh: &Mesh, cluster: ClusterIndex) -> &ClusterName {
    let own = mesh.config_cluster_of(cluster).unwrap_or(cluster);
    &mesh[own].name
}

/// The revision of the istiod that serves a cluster; `None` for the default one.
///
/// An external cluster and its remotes have one revision, because objects in all of them carry
/// it. The Sail operator makes the name of its resource the revision, and `default` is that of
/// the istiod behind the front gateway.
pub fn revision(mesh: &Mesh, cluster: ClusterIndex) -> Option<Revision> {
    let Some(external) = mesh.external_of(cluster) else {
        return mesh[cluster].istio.revision.clone();
    };
    let istio = &mesh[external].istio;
    let named = match istio.install_method {
        InstallMethod::Sail => Revision::parse(EXTERNAL_NAMESPACE).ok(),
        InstallMethod::Istioctl | InstallMethod::Helm => None,
    };
    istio.revision.clone().or(named)
}

/// The Service and Deployment of istiod for a revision.
pub fn istiod(revision: Option<&Revision>) -> String {
    revision.map_or_else(
        || "istiod".to_owned(),
        |revision| format!("istiod-{revision}"),
    )
}
