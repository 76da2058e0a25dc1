//! A primary: a cluster that runs an istiod for itself, and maybe for remotes.

use meshwright_model::ClusterIndex;

use crate::builder::{PlanBuilder, PlanContext};
use crate::install::Site;
use crate::manifest::{ControlPlane, ControlPlaneRole, Installation};
use crate::{StepId, StepKind, install, steps};

/// Plans every primary of the mesh.
pub(crate) fn primaries(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, _) in cx.mesh.primaries() {
        control_plane(cx, plan, index);
        let needs = vec![StepId::of(&cx.mesh[index].name, StepKind::ControlPlane)];
        steps::gateway::east_west_gateway(cx, plan, index, needs);
        steps::gateway::remote_gateways(cx, plan, index);
        steps::exposure::expose_services(cx, plan, index);
        steps::exposure::expose_istiod(cx, plan, index);
        steps::traffic::traffic(cx, plan, index);
    }
}

fn control_plane(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let release = cx.release(index);
    let control_plane = ControlPlane {
        cluster: cluster.name.clone(),
        network: cx.mesh[cluster.network].name.clone(),
        mesh_id: cx.mesh.id.clone(),
        namespace: cx.system_namespace(index),
        installation: Installation::of(&cluster.istio),
        profile: Some(steps::ambient::profile(cx, index)),
        mesh: Some(steps::mesh_settings::mesh_settings(cx, index)),
        role: ControlPlaneRole::Primary {
            external_istiod: cx
                .serves_remotes(index)
                .then(|| release.primary().external_istiod_value.value().clone())
                .flatten(),
            mesh_networks: steps::gateway::told::mesh_networks(cx, index),
            custom_host: steps::exposure::custom_host(cx, index),
        },
        ambient: steps::ambient::data_plane(cx, index),
        openshift: steps::openshift::sidecars(cx, index),
        values: cluster.istio.values.clone(),
    };
    let site = Site { cx, index };
    let parts = (method.control_plane)(site, Box::new(control_plane));
    let mut needs = vec![StepId::of(&cluster.name, StepKind::Namespace)];
    if steps::trust::is_planned(cx) {
        needs.push(StepId::of(&cluster.name, StepKind::Cacerts));
    }
    let ambient = cx.mesh.is_ambient(index);
    if ambient {
        needs.push(StepId::of(&cluster.name, StepKind::GatewayApi));
    }
    install::add(cx, plan, index, parts, needs, |step| {
        if ambient && step.id.kind == StepKind::ControlPlane {
            step.case("ambient");
        }
    });
}
