//! The services that the topology names, made visible to other clusters.
//!
//! Ambient mode hides every Service from other clusters unless it carries a label, and the label
//! has to be there on both sides. The Services belong to their users: they may be deployed long
//! after the mesh, by tools of their own. So no manifest of the plan holds them. The step sets
//! labels on those that are there, changes nothing else of them, and says which are not there
//! yet; taking the mesh down leaves the labels, which mean nothing without istiod and may by then
//! stand in the users' own manifests.

use meshwright_model::{ClusterIndex, Service, Traffic};

use super::{joinable, waypoints_steer};
use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::Waypoint;
use crate::op::SharedService;
use crate::{Condition, Manifest, Op, StepKind};

pub(super) fn services(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let steers = waypoints_steer(cx);
    let services: Vec<SharedService> = cx
        .mesh
        .services
        .iter()
        .filter_map(|service| shared(service, steers))
        .collect();
    if services.is_empty() || cx.mesh.clusters.len() < 2 {
        return;
    }
    let n_services = services.len();
    let facts = cx.release(index).ambient();
    let waypoint = services
        .iter()
        .any(|service| service.has_waypoint)
        .then(|| facts.gateway_api.value().clone())
        .flatten()
        .map(|api_version| {
            let waypoint = Waypoint {
                api_version,
                revision: cluster.istio.revision.clone(),
            };
            cx.file(index, "07-waypoint.yaml", Manifest::Waypoint(waypoint))
        });
    let has_waypoints = waypoint.is_some();
    let op = Op::ShareServices {
        services: services.clone(),
        waypoint,
    };
    let step = plan.in_cluster(index, cluster, StepKind::SharedServices, op);
    if has_waypoints {
        step.case("waypoint")
            .undone_by(Op::RemoveWaypoints { services });
    }
    step.say("services", n_services)
        .after(joinable(cx, index))
        .until(Condition::ServicesShared {
            services: n_services,
        });
}

/// How a service is shared; `None` for one that stays in its cluster.
fn shared(service: &Service, steers: bool) -> Option<SharedService> {
    let has_waypoint = match service.traffic {
        Traffic::ClusterLocal => return None,
        Traffic::Spread => false,
        Traffic::PreferLocal | Traffic::Failover => steers,
    };
    Some(SharedService {
        name: service.name.clone(),
        namespace: service.namespace.clone(),
        has_waypoint,
    })
}
