//! Who watches whom: every primary gets a remote secret of every other cluster.
//!
//! The secret of a cluster is the same for all who watch it, so each is made once, all are
//! gathered, and each primary gets one list: work and text grow with the number of clusters,
//! not with that of pairs.

use crate::builder::{PlanBuilder, PlanContext};
use crate::op::SecretSet;
use crate::{Condition, Op, StepId, StepKind};

pub(crate) fn discovery(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    let clusters = cx.mesh.clusters.len();
    if clusters < 2 {
        return;
    }
    let mut made = Vec::with_capacity(clusters);
    for (index, cluster) in cx.mesh.clusters() {
        let op = Op::CreateRemoteSecret {
            server: cluster.api_server.url.clone(),
        };
        let step = plan.in_cluster(index, cluster, StepKind::RemoteSecret, op);
        // The reader's account comes with the installation; made before, it lacks the rights
        // that an istiod elsewhere needs.
        step.after(StepId::of(&cluster.name, StepKind::ControlPlane))
            .until(Condition::RemoteSecretAtHand)
            .undone_by(Op::DeleteSecrets(SecretSet::ReaderToken));
        made.push(step.id.clone());
    }
    let gathered = StepId::mesh(StepKind::RemoteSecrets);
    let step = plan.on_workstation(
        gathered.clone(),
        Op::GatherRemoteSecrets { from: made.clone() },
    );
    step.say("clusters", clusters)
        .until(Condition::RemoteSecretsAtHand { clusters });
    step.needs.extend(made);
    for (index, cluster) in cx.mesh.primaries() {
        plan.in_cluster(index, cluster, StepKind::Attach, Op::PutRemoteSecrets)
            .say("others", clusters - 1)
            .after(gathered.clone())
            .until(Condition::RemoteSecretsPresent {
                others: clusters - 1,
            })
            .undone_by(Op::DeleteSecrets(SecretSet::RemoteSecrets));
    }
}
