//! What an ambient primary has beside its istiod.

mod gateway;
pub(crate) mod gateway_api;
mod services;

use meshwright_model::{ClusterIndex, InstallMethod, Provider};

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{AMBIENT_GATEWAY_BESIDE, EAST_WEST_GATEWAY, SYSTEM_NAMESPACE};
use crate::manifest::Ambient;
use crate::steps::openshift;
use crate::{StepId, StepKind, models};

/// Adds the steps of every ambient primary.
pub(crate) fn ambient(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for index in (models::ambient::AMBIENT.covers)(cx.mesh) {
        gateway_api::gateway_api(cx, plan, index);
        gateway::gateway(cx, plan, index);
        services::services(cx, plan, index);
    }
}

/// The ambient data plane of the cluster; `None` where workloads have sidecars.
pub(crate) fn data_plane(cx: &PlanContext<'_>, index: ClusterIndex) -> Option<Ambient> {
    if !cx.mesh.is_ambient(index) {
        return None;
    }
    let cluster = &cx.mesh[index];
    let facts = cx.release(index).ambient();
    let multi_network_env = facts.multi_network_env.value();
    let (cni_namespace, ztunnel_namespace) =
        node_namespaces(cluster.provider, cluster.istio.install_method);
    Some(Ambient {
        multi_network_env: multi_network_env
            .clone()
            .filter(|_| cx.mesh.is_multi_network()),
        platform: platform(cluster.provider),
        cni_namespace,
        ztunnel_namespace,
        ztunnel_network_value: facts.ztunnel_network_value.value().clone(),
    })
}

/// `global.platform` where the agents of the nodes need it.
const fn platform(provider: Provider) -> Option<&'static str> {
    match provider {
        Provider::Gke => Some("gke"),
        Provider::K3s => Some("k3s"),
        Provider::Openshift => Some("openshift"),
        Provider::Eks | Provider::Aks | Provider::Kubeadm | Provider::Kind | Provider::Other => {
            None
        }
    }
}

/// Where the CNI agent and ztunnel go.
///
/// OpenShift has privileged pods in `kube-system` only, but for those that the Sail operator is
/// responsible for. istioctl moves the CNI agent there on GKE by itself; where it stands in the
/// IstioOperator, whoever reads that knows it too.
const fn node_namespaces(
    provider: Provider,
    method: InstallMethod,
) -> (&'static str, &'static str) {
    const NODES: &str = "kube-system";
    match (provider, method) {
        (Provider::Openshift, InstallMethod::Istioctl | InstallMethod::Helm) => (NODES, NODES),
        (Provider::Gke, InstallMethod::Istioctl) => (NODES, SYSTEM_NAMESPACE),
        _ => (SYSTEM_NAMESPACE, SYSTEM_NAMESPACE),
    }
}

/// The installation profile of a primary: that of its data plane.
///
/// `openshift-ambient` is `ambient` with what [`data_plane`] says of the platform.
pub(crate) fn profile(cx: &PlanContext<'_>, index: ClusterIndex) -> String {
    if cx.mesh.is_ambient(index) {
        "ambient".to_owned()
    } else {
        cx.mesh[index].istio.profile.to_string()
    }
}

/// The step after which pods of the cluster join the mesh.
pub(crate) fn joinable(cx: &PlanContext<'_>, index: ClusterIndex) -> StepId {
    let cluster = &cx.mesh[index];
    let kind = match cluster.istio.install_method {
        InstallMethod::Helm | InstallMethod::Sail if cx.mesh.is_ambient(index) => StepKind::Ztunnel,
        InstallMethod::Helm | InstallMethod::Sail if openshift::sidecars(cx, index).is_some() => {
            StepKind::Cni
        }
        _ => StepKind::ControlPlane,
    };
    StepId::of(&cluster.name, kind)
}

/// The ambient gateway's name: that of Istio's script where no other gateway has it.
pub(crate) fn gateway_name(cx: &PlanContext<'_>, index: ClusterIndex) -> &'static str {
    if cx.mesh.has_sidecar_gateway(index) {
        AMBIENT_GATEWAY_BESIDE
    } else {
        EAST_WEST_GATEWAY
    }
}

/// Whether callers in the cluster can be told which endpoints they prefer: ztunnel takes any,
/// a waypoint obeys DestinationRules, and where it sends nothing to other networks it would cut
/// them off.
///
/// All ambient clusters of a mesh decide alike, because a service with a waypoint in one cluster
/// needs it in every other one.
pub(crate) fn waypoints_steer(cx: &PlanContext<'_>) -> bool {
    !cx.mesh.is_multi_network()
        || cx.mesh.clusters().all(|(index, _)| {
            !cx.mesh.is_ambient(index)
                || *cx.release(index).ambient().waypoints_cross_networks.value()
        })
}
