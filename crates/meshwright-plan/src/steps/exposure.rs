//! What passes the gateways: services for other networks, istiod for remotes.

use meshwright_model::ClusterIndex;

use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::{CrossNetworkGateway, ExposeIstiod};
use crate::{Condition, Manifest, Op, StepId, StepKind};

/// Lets other networks in through the gateways of the primary and of its remotes.
///
/// Gateways read their configuration from the istiod that serves them, so the object goes into
/// every primary, and into no remote.
pub(crate) fn expose_services(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    let served = std::iter::once(index).chain(cx.remotes[index.0].iter().copied());
    let served: Vec<_> = served
        .filter(|&index| cx.mesh.has_sidecar_gateway(index))
        .collect();
    if !cx.mesh.is_multi_network() || served.is_empty() {
        return;
    }
    let mut hosts: Vec<String> = served
        .iter()
        .map(|&index| {
            let domain = cx.mesh[index].cluster_domain.as_str();
            let local = domain.rsplit('.').next() == Some("local");
            if local {
                "*.local".to_owned()
            } else {
                format!("*.{domain}")
            }
        })
        .collect();
    hosts.sort();
    hosts.dedup();
    let manifest = CrossNetworkGateway {
        api_version: cx.release(index).gateways().networking_api.value().clone(),
        hosts,
    };
    let file = cx.file(
        index,
        "04-expose-services.yaml",
        Manifest::CrossNetworkGateway(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    plan.in_cluster(index, cluster, StepKind::ExposeServices, op)
        .after(StepId::of(&cluster.name, StepKind::ControlPlane))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}

/// Lets the primary's remotes reach its istiod.
pub(crate) fn expose_istiod(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    if !cx.serves_remotes(index) {
        return;
    }
    let manifest = ExposeIstiod {
        api_version: cx.release(index).gateways().networking_api.value().clone(),
        revision: cluster.istio.revision.clone(),
        cluster_domain: cluster.cluster_domain.clone(),
    };
    let file = cx.file(
        index,
        "05-expose-istiod.yaml",
        Manifest::ExposeIstiod(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    plan.in_cluster(index, cluster, StepKind::ExposeIstiod, op)
        .after(StepId::of(&cluster.name, StepKind::EastWestGateway))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}
