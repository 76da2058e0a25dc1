//! The east-west gateway and its address.

use meshwright_model::{ClusterIndex, Exposure};

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{EAST_WEST_GATEWAY, GATEWAY_OPERATOR, NODE_SELECTOR_ANNOTATION};
use crate::manifest::{EastWestGatewayOperator, GatewayService, Installation};
use crate::{Condition, Manifest, Op, StepId, StepKind, install};

/// Plans the gateway of a cluster that has one, after the step of kind `after` that lets its
/// pod be injected: the control plane of a primary, the attaching of a remote.
pub(crate) fn east_west_gateway(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    after: StepKind,
) {
    let cluster = &cx.mesh[index];
    let Some(gateway) = &cluster.gateway else {
        return;
    };
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let Some(control_plane) = cx.mesh.control_plane_of(index) else {
        return;
    };
    let facts = cx.release(index).gateways();
    let mut annotations: Vec<(String, String)> = gateway
        .annotations
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let service = match gateway.exposure {
        Exposure::ExternalIps => GatewayService::ExternalIps(gateway.addresses.clone()),
        Exposure::NodePort => {
            // Known addresses are told to every istiod in `meshNetworks`. Without them istiod
            // looks for nodes with an ExternalIP, and only where this annotation is.
            if gateway.addresses.is_empty()
                && !gateway.annotations.contains_key(NODE_SELECTOR_ANNOTATION)
            {
                annotations.push((NODE_SELECTOR_ANNOTATION.to_owned(), "{}".to_owned()));
            }
            GatewayService::NodePort(gateway.port)
        }
        Exposure::LoadBalancer | Exposure::None => GatewayService::LoadBalancer,
    };
    let network = &cx.mesh[cluster.network].name;
    let manifest = EastWestGatewayOperator {
        network: network.clone(),
        installation: Installation::of(&cluster.istio),
        network_view_env: facts.requested_network_view_env.value().clone(),
        injection_template: facts.injection_template.value().clone(),
        service,
        exposes_istiod: cx.serves_remotes(index),
        replicas: gateway.replicas,
        annotations,
        source_ranges: gateway
            .source_ranges
            .iter()
            .map(ToString::to_string)
            .collect(),
    };
    let file = cx.file(
        index,
        "03-east-west-gateway.yaml",
        Manifest::EastWestGateway(manifest),
    );
    let installed = StepId::of(&cluster.name, StepKind::EastWestGateway);
    let step = plan.in_cluster(
        index,
        cluster,
        StepKind::EastWestGateway,
        (method.gateway)(file.clone()),
    );
    if control_plane != index {
        step.case("remote")
            .say("primary", &cx.mesh[control_plane].name);
    }
    step.say("network", network)
        .after(StepId::of(&cx.mesh[control_plane].name, after))
        .until(Condition::DeploymentAvailable {
            name: EAST_WEST_GATEWAY.to_owned(),
        })
        .until(Condition::OwnedBy {
            operator: GATEWAY_OPERATOR.to_owned(),
        })
        .undone_by((method.uninstall)(file));
    if gateway.exposure == Exposure::LoadBalancer {
        let op = Op::WaitForAddress {
            expected: gateway.addresses.clone(),
        };
        plan.in_cluster(index, cluster, StepKind::GatewayAddress, op)
            .after(installed)
            .until(Condition::GatewayHasAddress);
    }
}
