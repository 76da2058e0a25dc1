//! Which endpoints callers prefer, for the services that the topology names; and how it shows.

use meshwright_catalog as catalog;
use meshwright_model::{ClusterIndex, DataPlane, Role, Traffic};

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::SAMPLE_NAMESPACE;
use crate::manifest::{Nearness, TrafficRules, TrafficService};
use crate::steps;
use crate::{Condition, Manifest, ManifestFile, Op, Probe, StepId, StepKind};

/// Adds the rules that the istiod reads whose configuration is in the cluster.
pub(crate) fn traffic(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let services: Vec<TrafficService> = cx
        .mesh
        .services
        .iter()
        .filter(|service| has_rule(service.traffic))
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
    let manifest = rules(cx, index, cx.system_namespace(index), services);
    let by_localities = manifest.nearness == Nearness::Localities;
    let file = cx.file(index, "06-traffic.yaml", Manifest::Traffic(manifest));
    let op = Op::ApplyManifests(vec![file.clone()]);
    let step = plan.in_cluster(index, cluster, StepKind::Traffic, op);
    if let Some(host) = cx.mesh.external_of(index) {
        step.case("config").say("primary", &cx.mesh[host].name);
    }
    if by_localities {
        step.case("localities")
            .say("version", cluster.istio.version.as_str());
    }
    step.after(StepId::of(&cluster.name, StepKind::ControlPlane))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}

/// Whether a DestinationRule makes callers spread so.
const fn has_rule(traffic: Traffic) -> bool {
    matches!(traffic, Traffic::PreferLocal | Traffic::Failover)
}

fn rules(
    cx: &PlanContext<'_>,
    index: ClusterIndex,
    namespace: &'static str,
    services: Vec<TrafficService>,
) -> TrafficRules {
    let resolved = catalog::resolve(&cx.mesh[index].istio.version);
    let has_priority = resolved.has(&resolved.release.traffic().failover_priority);
    TrafficRules {
        api_version: resolved.release.gateways().networking_api.value().clone(),
        namespace,
        nearness: Nearness::of(has_priority, resolved.release),
        services,
    }
}

/// The kinds of traffic that the topology asks for, in the order of their words, without what is
/// spread: that needs nothing.
fn kinds(cx: &PlanContext<'_>) -> Vec<Traffic> {
    let asked = |kind: &Traffic| {
        let mut services = cx.mesh.services.iter();
        *kind != Traffic::Spread && services.any(|service| service.traffic == *kind)
    };
    Traffic::ALL.iter().copied().filter(asked).collect()
}

/// The host that stands in for services that never leave their cluster; `None` where there are
/// none.
pub(crate) fn cluster_local_stand_in(cx: &PlanContext<'_>, domain: &str) -> Option<String> {
    stand_ins(cx)
        .contains(&Traffic::ClusterLocal)
        .then(|| stand_in(Traffic::ClusterLocal, domain))
}

fn stand_in(kind: Traffic, domain: &str) -> String {
    format!("{kind}.{SAMPLE_NAMESPACE}.svc.{domain}")
}

/// The kinds of traffic that have stand-ins: Services of that name beside the sample's own.
///
/// Callers in ambient clusters are left out: what they prefer is decided by waypoints, which
/// belong to the topology's own services.
pub(crate) fn stand_ins(cx: &PlanContext<'_>) -> Vec<Traffic> {
    let with_callers = cx
        .mesh
        .clusters()
        .filter(|(index, _)| has_callers(cx, *index));
    if with_callers.count() < 2 || !cx.mesh.has_sidecar_clusters() {
        return Vec::new();
    }
    kinds(cx)
}

fn has_callers(cx: &PlanContext<'_>, index: ClusterIndex) -> bool {
    cx.mesh[index].role != Role::External && cx.mesh.control_plane_of(index).is_some()
}

/// Adds the rules of the stand-ins, and the requests that show who answers them.
pub(crate) fn show(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    let kinds = stand_ins(cx);
    if kinds.is_empty() {
        return;
    }
    let mut with_rules = std::collections::BTreeSet::new();
    for (istiod, _) in cx.mesh.istiods() {
        let index = configuration(cx, istiod);
        if stand_in_rules(cx, plan, index, &kinds) {
            with_rules.insert(index);
        }
    }
    let rows = cx.graph.reach_rows();
    for (index, cluster) in cx.mesh.clusters() {
        let Some(control_plane) = cx.mesh.control_plane_of(index) else {
            continue;
        };
        if !has_callers(cx, index) || cluster.istio.data_plane != DataPlane::Sidecar {
            continue;
        }
        let mut others = cx.mesh.clusters().filter(|(other, _)| *other != index);
        let reaches_others = others.any(|(other, _)| rows.reaches(index, other));
        let probe = Probe::Traffic {
            kinds: kinds.clone(),
            spreads: reaches_others,
        };
        let names: Vec<String> = kinds.iter().map(ToString::to_string).collect();
        let step = plan.in_cluster(index, cluster, StepKind::TrafficRequests, Op::Probe(probe));
        step.say("kinds", names)
            .after(StepId::mesh(StepKind::Samples))
            .until(Condition::AnsweredByOwn);
        let configuration = configuration(cx, control_plane);
        if with_rules.contains(&configuration) {
            let name = &cx.mesh[configuration].name;
            step.after(StepId::of(name, StepKind::TrafficSample));
        }
        if reaches_others {
            step.until(Condition::AnsweredBySeveral);
        }
    }
}

/// The cluster that holds the configuration of an istiod.
fn configuration(cx: &PlanContext<'_>, istiod: ClusterIndex) -> ClusterIndex {
    cx.mesh.config_cluster_of(istiod).unwrap_or(istiod)
}

/// Adds the rules of the stand-ins for the istiod whose configuration is in the cluster; says
/// whether there are any.
fn stand_in_rules(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    kinds: &[Traffic],
) -> bool {
    let cluster = &cx.mesh[index];
    let services: Vec<TrafficService> = kinds
        .iter()
        .filter(|kind| has_rule(**kind))
        .map(|&traffic| TrafficService {
            name: traffic.to_string(),
            host: stand_in(traffic, cluster.cluster_domain.as_str()),
            traffic,
        })
        .collect();
    if services.is_empty() || !has_callers(cx, index) {
        return false;
    }
    let file = ManifestFile {
        path: format!("verify/traffic/{}.yaml", cluster.name),
        manifest: Manifest::Traffic(rules(cx, index, SAMPLE_NAMESPACE, services)),
    };
    let op = Op::ApplyManifests(vec![file.clone()]);
    plan.in_cluster(index, cluster, StepKind::TrafficSample, op)
        .after(StepId::of(&cluster.name, StepKind::Sample))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
    true
}
