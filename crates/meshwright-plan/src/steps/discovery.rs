//! Who watches whom: every primary gets a remote secret of every other cluster.
//!
//! The secret of a cluster is the same for all who watch it, so each is made once, all are
//! gathered, and each primary gets one list: work and text grow with the number of clusters,
//! not with that of pairs.

use meshwright_catalog::facts::remote::AttachOrder;
use meshwright_model::{Cluster, ClusterIndex, Mesh, Role};

use crate::builder::{PlanBuilder, PlanContext};
use crate::op::SecretSet;
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
    for (index, cluster) in cx.mesh.primaries() {
        let others = others(cx.mesh);
        let step = plan.in_cluster(index, cluster, StepKind::Attach, Op::PutRemoteSecrets);
        if cx.release(index).istioctl().remote_clusters.is_none() {
            step.case("untold");
        }
        step.say("others", others)
            .after(gathered.clone())
            .until(Condition::RemoteSecretsPresent {
                others,
                namespace: cx.system_namespace(index),
            })
            .undone_by(Op::DeleteSecrets(SecretSet::RemoteSecrets));
    }
}

/// The clusters that some primary elsewhere watches: a credential that nobody uses is not made.
pub fn watched(mesh: &Mesh) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
    let primaries: Vec<ClusterIndex> = mesh.primaries().map(|(index, _)| index).take(2).collect();
    mesh.clusters()
        .filter(move |(index, _)| primaries.iter().any(|primary| primary != index))
}

/// How many clusters a primary watches beside its own: all others.
pub(crate) const fn others(mesh: &Mesh) -> usize {
    mesh.clusters.len().saturating_sub(1)
}
