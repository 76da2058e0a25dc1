//! The east-west gateway and its address.

use meshwright_model::{ClusterIndex, Exposure};

use crate::builder::{PlanBuilder, PlanContext};
use crate::install::Site;
use crate::istio::{EAST_WEST_GATEWAY, NODE_SELECTOR_ANNOTATION};
use crate::manifest::{EastWestGateway, GatewayService, Installation};
use crate::{Condition, Op, StepId, StepKind, install};

/// Plans the gateway of a cluster that has one, after the steps that let its pod be injected.
pub(crate) fn east_west_gateway(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    needs: Vec<StepId>,
) {
    let cluster = &cx.mesh[index];
    let Some(gateway) = &cluster.gateway else {
        return;
    };
    if !cx.mesh.has_sidecar_gateway(index) {
        return;
    }
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let Some(control_plane) = cx.mesh.control_plane_of(index) else {
        return;
    };
    let network = &cx.mesh[cluster.network].name;
    let site = Site { cx, index };
    let parts = (method.gateway)(site, Box::new(facts(cx, index, gateway)));
    install::add(cx, plan, index, parts, needs, |step| {
        if control_plane != index {
            step.case("remote")
                .say("primary", &cx.mesh[control_plane].name);
            if *cx.release(index).remote().local_istiod.value() {
                step.case("own-istiod");
            }
        }
        step.say("network", network);
    });
    if gateway.exposure == Exposure::LoadBalancer {
        let op = Op::WaitForAddress {
            service: EAST_WEST_GATEWAY,
            namespace: cx.system_namespace(index),
            // An ambient cluster's known addresses are those of its gateway for tunnels.
            expected: if cx.mesh.has_ambient_gateway(index) {
                Vec::new()
            } else {
                gateway.addresses.clone()
            },
        };
        plan.in_cluster(index, cluster, StepKind::GatewayAddress, op)
            .after(StepId::of(&cluster.name, StepKind::EastWestGateway))
            .until(Condition::GatewayHasAddress {
                service: EAST_WEST_GATEWAY,
            });
    }
}

fn facts(
    cx: &PlanContext<'_>,
    index: ClusterIndex,
    gateway: &meshwright_model::EastWestGateway,
) -> EastWestGateway {
    let cluster = &cx.mesh[index];
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
    EastWestGateway {
        cluster: cluster.name.clone(),
        network: cx.mesh[cluster.network].name.clone(),
        mesh_id: cx.mesh.id.clone(),
        namespace: cx.system_namespace(index),
        installation: Installation::of(&cluster.istio),
        router_mode_env: facts.router_mode_env.value().clone(),
        global_values: facts.operator_global_values.value().clone(),
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
    }
}
