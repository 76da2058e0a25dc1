//! A primary: a cluster that runs an istiod for itself, and maybe for remotes.

use meshwright_model::{ClusterIndex, Role, Traffic};

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{CONTROL_PLANE_OPERATOR, istiod};
use crate::manifest::{ControlPlane, ControlPlaneRole, Installation, MeshNetwork, MeshNetworks};
use crate::{Condition, Manifest, StepId, StepKind, install, steps};

/// Plans every primary of the mesh.
pub(crate) fn primaries(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    let networks = mesh_networks(cx);
    for (index, _) in cx.mesh.primaries() {
        control_plane(cx, plan, index, networks.as_ref());
        steps::gateway::east_west_gateway(cx, plan, index, StepKind::ControlPlane);
        steps::exposure::expose_services(cx, plan, index);
        steps::exposure::expose_istiod(cx, plan, index);
        steps::traffic::traffic(cx, plan, index);
    }
}

fn control_plane(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    networks: Option<&MeshNetworks>,
) {
    let cluster = &cx.mesh[index];
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let release = cx.release(index);
    let manifest = ControlPlane {
        cluster: cluster.name.clone(),
        network: cx.mesh[cluster.network].name.clone(),
        mesh_id: cx.mesh.id.clone(),
        installation: Installation::of(&cluster.istio),
        role: ControlPlaneRole::Primary {
            profile: cluster.istio.profile.clone(),
            trust_domain: cx.mesh.trust_domain.clone(),
            cluster_domain: cluster.cluster_domain.clone(),
            proxy_metadata: proxy_metadata(cx, index),
            cluster_local_hosts: cluster_local_hosts(cx, index),
            mesh_config: cluster.istio.mesh_config.clone(),
            external_istiod: cx
                .serves_remotes(index)
                .then(|| release.primary().external_istiod_value.value().clone())
                .flatten(),
            mesh_networks: networks.cloned(),
        },
        values: cluster.istio.values.clone(),
    };
    let file = cx.file(
        index,
        "02-control-plane.yaml",
        Manifest::ControlPlane(Box::new(manifest)),
    );
    let op = (method.control_plane)(file.clone(), None);
    let step = plan.in_cluster(index, cluster, StepKind::ControlPlane, op);
    step.say("version", cluster.istio.version.as_str())
        .after(StepId::of(&cluster.name, StepKind::Namespace))
        .until(Condition::DeploymentAvailable {
            name: istiod(cluster.istio.revision.as_ref()),
        })
        .until(Condition::OwnedBy {
            operator: CONTROL_PLANE_OPERATOR.to_owned(),
        })
        .undone_by((method.uninstall)(file));
    if steps::trust::is_planned(cx) {
        step.after(StepId::of(&cluster.name, StepKind::Cacerts));
    }
}

fn proxy_metadata(cx: &PlanContext<'_>, index: ClusterIndex) -> Vec<(String, String)> {
    if !cx.mesh.dns_capture {
        return Vec::new();
    }
    let dns = cx.release(index).dns();
    let mut metadata = vec![(dns.capture_env.value().clone(), "true".to_owned())];
    // Where a controller allocates addresses by default, the metadata is deprecated.
    if let Some(name) = dns.auto_allocate_env.value() {
        metadata.push((name.clone(), "true".to_owned()));
    }
    metadata
}

fn cluster_local_hosts(cx: &PlanContext<'_>, index: ClusterIndex) -> Vec<String> {
    let domain = &cx.mesh[index].cluster_domain;
    cx.mesh
        .services
        .iter()
        .filter(|service| service.traffic == Traffic::ClusterLocal)
        .map(|service| format!("{}.{}.svc.{domain}", service.name, service.namespace))
        .collect()
}

/// What every istiod must be told of node-port gateways with known addresses.
fn mesh_networks(cx: &PlanContext<'_>) -> Option<MeshNetworks> {
    let mut networks = Vec::new();
    for (_, network) in cx.mesh.networks() {
        let mut gateways: Vec<_> = network
            .clusters
            .iter()
            .filter_map(|&index| cx.mesh[index].gateway.as_ref())
            .filter(|gateway| gateway.exposure == meshwright_model::Exposure::NodePort)
            .flat_map(|gateway| {
                gateway
                    .addresses
                    .iter()
                    .map(move |address| (address.clone(), gateway.port))
            })
            .collect();
        gateways.sort();
        gateways.dedup();
        if !gateways.is_empty() {
            networks.push(MeshNetwork {
                name: network.name.clone(),
                clusters: network
                    .clusters
                    .iter()
                    .map(|&i| cx.mesh[i].name.clone())
                    .collect(),
                gateways,
            });
        }
    }
    (!networks.is_empty() && cx.mesh.is_multi_network()).then_some(MeshNetworks(networks))
}

/// Whether the cluster runs an istiod of its own.
pub(crate) fn is_primary(cx: &PlanContext<'_>, index: ClusterIndex) -> bool {
    cx.mesh[index].role == Role::Primary
}
