//! Who watches whom: every istiod gets a remote secret of every other cluster with workloads.
//!
//! The secret of a cluster is the same for all who watch it, so each is made once, all are
//! gathered, and each primary gets one list: work and text grow with the number of clusters,
//! not with that of pairs.

use meshwright_catalog::Concern;
use meshwright_catalog::facts::remote::AttachOrder;
use meshwright_diag::Arg;
use meshwright_model::{Cluster, ClusterIndex, Mesh, Role};

use crate::builder::{PlanBuilder, PlanContext};
use crate::op::SecretSet;
use crate::steps::external;
use crate::{Condition, Op, StepId, StepKind};

pub(crate) fn discovery(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    let mut made = Vec::with_capacity(cx.mesh.clusters.len());
    for (index, cluster) in watched(cx.mesh) {
        let op = Op::CreateRemoteSecret {
            server: cluster.api_server.url.clone(),
        };
        let step = plan.in_cluster(index, cluster, StepKind::RemoteSecret, op);
        let remote = cx.release(index).remote();
        let comes_first = cluster.role != Role::Primary
            && cx.mesh.external_of(index).is_none()
            && *remote.attach_order.value() == AttachOrder::SecretThenInstall;
        // The reader's account comes with the installation; made before, it lacks the rights
        // that an istiod elsewhere needs. A remote with an istiod of its own is the exception:
        // its proxies are served only once they can be authenticated.
        let account = if comes_first {
            StepKind::Namespace
        } else {
            StepKind::ControlPlane
        };
        step.after(StepId::of(&cluster.name, account))
            .until(Condition::RemoteSecretAtHand)
            .undone_by(Op::DeleteSecrets(SecretSet::ReaderToken));
        made.push(step.id.clone());
    }
    if made.is_empty() {
        return;
    }
    let clusters = made.len();
    let gathered = StepId::mesh(StepKind::RemoteSecrets);
    let step = plan.on_workstation(
        gathered.clone(),
        Op::GatherRemoteSecrets { from: made.clone() },
    );
    step.say("clusters", clusters)
        .until(Condition::RemoteSecretsAtHand { clusters });
    step.needs.extend(made);
    for (index, cluster) in watchers(cx.mesh) {
        let others = others(cx.mesh);
        if others == 0 {
            continue;
        }
        let at = attached_at(cx, index);
        let step = plan.in_cluster(at, &cx.mesh[at], StepKind::Attach, Op::PutRemoteSecrets);
        if cluster.role == Role::External {
            step.case(if at == index {
                "external"
            } else {
                "external-config"
            })
            .say("primary", &cluster.name)
            .after(StepId::of(&cluster.name, StepKind::ControlPlane));
        }
        if cx.release(index).istioctl().remote_clusters.is_none() {
            step.case("untold");
        }
        let renewal = renewal(cx, index);
        step.say("renewal", if renewal.is_some() { "told" } else { "fine" })
            .say("version", cx.version(index))
            .say("hazard", renewal.unwrap_or_else(|| "".into()));
        step.say("others", others)
            .after(gathered.clone())
            .until(Condition::RemoteSecretsPresent {
                others,
                namespace: cx.system_namespace(at),
            })
            .undone_by(Op::DeleteSecrets(SecretSet::RemoteSecrets));
    }
}

/// What goes wrong in this Istio when a remote secret is renewed: the first of its known faults.
///
/// The step is carried out again whenever a credential is renewed, so it says what to do then.
fn renewal(cx: &PlanContext<'_>, index: ClusterIndex) -> Option<Arg> {
    let resolved = cx.resolved(index);
    let mut hazards = resolved.hazards();
    let hazard = hazards.find(|hazard| {
        hazard.concerns() == Concern::RemoteSecretRenewed
            && (cx.mesh.is_ambient(index) || !hazard.id().starts_with("ambient-"))
    })?;
    Some(hazard.text().into())
}

/// The cluster in which the istiod of `index` finds its remote secrets.
fn attached_at(cx: &PlanContext<'_>, index: ClusterIndex) -> ClusterIndex {
    match cx.mesh[index].role {
        Role::External => external::secrets_at(cx, index),
        Role::Primary | Role::Remote { .. } => index,
    }
}

/// The step with which the istiod of `index` learns of the other clusters.
pub(crate) fn attached(cx: &PlanContext<'_>, index: ClusterIndex) -> StepId {
    let at = attached_at(cx, index);
    StepId::of(&cx.mesh[at].name, StepKind::Attach)
}

/// The clusters whose istiod watches others: primaries, and external clusters with a config
/// cluster.
pub(crate) fn watchers(mesh: &Mesh) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
    mesh.istiods().filter(|(index, cluster)| {
        cluster.role == Role::Primary || mesh.config_cluster_of(*index).is_some()
    })
}

/// The clusters that some istiod elsewhere watches: a credential that nobody uses is not made.
///
/// An external istiod reads its config cluster with another credential.
pub fn watched(mesh: &Mesh) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
    let own: Vec<ClusterIndex> = watchers(mesh)
        .map(|(index, _)| mesh.config_cluster_of(index).unwrap_or(index))
        .take(2)
        .collect();
    mesh.clusters().filter(move |(index, cluster)| {
        cluster.role != Role::External && own.iter().any(|own| own != index)
    })
}

/// How many clusters an istiod watches beside its own: all others with workloads.
pub(crate) fn others(mesh: &Mesh) -> usize {
    let with_workloads = mesh
        .clusters
        .iter()
        .filter(|cluster| cluster.role != Role::External);
    with_workloads.count().saturating_sub(1)
}
