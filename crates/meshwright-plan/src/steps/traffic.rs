//! Locality of the services that the topology names.

use meshwright_model::{ClusterIndex, Traffic};

use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::{TrafficRules, TrafficService};
use crate::steps;
use crate::{Condition, Manifest, Op, StepId, StepKind};

pub(crate) fn traffic(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let services: Vec<TrafficService> = cx
        .mesh
        .services
        .iter()
        .filter(|service| matches!(service.traffic, Traffic::PreferLocal | Traffic::Failover))
        .map(|service| TrafficService {
            name: format!("{}.{}", service.name, service.namespace),
            host: format!(
                "{}.{}.svc.{}",
                service.name, service.namespace, cluster.cluster_domain
            ),
            traffic: service.traffic,
        })
        .collect();
    let obeyed = cx.mesh.has_sidecar_clusters() || steps::ambient::waypoints_steer(cx);
    if services.is_empty() || !obeyed {
        return;
    }
    let manifest = TrafficRules {
        api_version: cx.release(index).gateways().networking_api.value().clone(),
        services,
    };
    let file = cx.file(index, "06-traffic.yaml", Manifest::Traffic(manifest));
    let op = Op::ApplyManifests(vec![file.clone()]);
    let step = plan.in_cluster(index, cluster, StepKind::Traffic, op);
    if let Some(host) = cx.mesh.external_of(index) {
        step.case("config").say("primary", &cx.mesh[host].name);
    }
    step.after(StepId::of(&cluster.name, StepKind::ControlPlane))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}
