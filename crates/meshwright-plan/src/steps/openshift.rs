//! What OpenShift asks of a cluster with sidecars.

use meshwright_model::{ClusterIndex, InstallMethod, Provider};

use crate::builder::PlanContext;
use crate::manifest::Openshift;

/// Where the CNI agent goes: OpenShift has privileged pods in `kube-system`, and wherever the
/// operator of its own catalogue puts them.
fn cni_namespace(cx: &PlanContext<'_>, index: ClusterIndex) -> &'static str {
    match cx.mesh[index].istio.install_method {
        InstallMethod::Istioctl | InstallMethod::Helm => "kube-system",
        InstallMethod::Sail => cx.system_namespace(index),
    }
}

/// What OpenShift asks of a cluster whose workloads have sidecars; `None` on other platforms and
/// in ambient mode.
pub(crate) fn sidecars(cx: &PlanContext<'_>, index: ClusterIndex) -> Option<Openshift> {
    let has = cx.mesh[index].provider == Provider::Openshift && !cx.mesh.is_ambient(index);
    has.then(|| Openshift::of(cx.release(index), cni_namespace(cx, index)))
}

/// What the workloads that an external istiod injects ask of it: those of its config cluster and
/// of further remotes, which a rule keeps on one kind of platform.
pub(crate) fn injected(cx: &PlanContext<'_>, host: ClusterIndex) -> Option<Openshift> {
    let mut remotes = cx.mesh.remotes_of(host);
    let on_openshift = remotes.any(|(_, cluster)| cluster.provider == Provider::Openshift);
    on_openshift.then(|| Openshift::of(cx.release(host), cni_namespace(cx, host)))
}

/// `global.platform` of gateways, where the charts leave the user of their pods to it.
pub(crate) fn gateway_platform(cx: &PlanContext<'_>, index: ClusterIndex) -> Option<&'static str> {
    let is_openshift = cx.mesh[index].provider == Provider::Openshift;
    let leaves = *cx.release(index).openshift().leaves_user_to_platform;
    (is_openshift && leaves).then_some(Openshift::PLATFORM)
}
