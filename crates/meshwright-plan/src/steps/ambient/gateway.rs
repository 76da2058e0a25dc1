//! The ambient east-west gateway and its address.

use meshwright_model::{Address, ClusterIndex};

use super::{gateway_name, joinable};
use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::AmbientGateway;
use crate::steps;
use crate::{Condition, Manifest, Op, StepId, StepKind};

pub(super) fn gateway(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let facts = cx.release(index).ambient();
    let (Some(gateway), Some(class), Some(api_version)) = (
        cluster
            .gateway
            .as_ref()
            .filter(|_| cx.mesh.has_ambient_gateway(index)),
        facts.gateway_class.value(),
        facts.gateway_api.value(),
    ) else {
        return;
    };
    let name = gateway_name(cx, index);
    let namespace = cx.system_namespace(index);
    let network = &cx.mesh[cluster.network].name;
    let manifest = AmbientGateway {
        api_version: api_version.clone(),
        class: class.clone(),
        name,
        namespace,
        network: network.clone(),
        revision: cluster.istio.revision.clone(),
        // istiod asks the load balancer for one IP address; a host name, or several addresses,
        // would mean a gateway that somebody else runs.
        address: gateway.addresses.iter().find_map(|address| match address {
            Address::Ip(ip) => Some(*ip),
            Address::Hostname(_) => None,
        }),
        annotations: steps::gateway::annotations(cluster, gateway),
        source_ranges: gateway
            .source_ranges
            .iter()
            .map(ToString::to_string)
            .collect(),
        replicas: gateway.replicas,
    };
    let file = cx.file(
        index,
        "03-ambient-gateway.yaml",
        Manifest::AmbientGateway(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    let step = plan.in_cluster(index, cluster, StepKind::AmbientGateway, op);
    if name != crate::istio::EAST_WEST_GATEWAY {
        step.case("beside");
    }
    step.say("network", network)
        .say("gateway", name)
        .after(StepId::of(&cluster.name, StepKind::GatewayApi))
        .after(joinable(cx, index))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
    let op = Op::WaitForProgrammed {
        gateway: name,
        namespace,
        expected: gateway.addresses.clone(),
    };
    plan.in_cluster(index, cluster, StepKind::AmbientGatewayAddress, op)
        .after(StepId::of(&cluster.name, StepKind::AmbientGateway))
        .until(Condition::GatewayProgrammed { gateway: name });
}
