//! One root, an intermediate for each istiod, in place before istiod starts.

use meshwright_model::{CaKind, ClusterIndex, Role};

use crate::builder::{PlanBuilder, PlanContext};
use crate::op::{CertificateSubject, SecretSet};
use crate::{Condition, Op, StepId, StepKind};

/// Whether the plan puts signing certificates into clusters.
pub(crate) fn is_planned(cx: &PlanContext<'_>) -> bool {
    cx.mesh.ca.kind == CaKind::PluggedIn
}

/// Whether the plan puts a signing certificate into the cluster: wherever an istiod signs.
pub(crate) fn has_cacerts(cx: &PlanContext<'_>, index: ClusterIndex) -> bool {
    let signs = match cx.mesh[index].role {
        Role::Primary | Role::External => true,
        Role::Remote { .. } => {
            cx.mesh.external_of(index).is_none()
                && *cx.release(index).remote().needs_cacerts.value()
        }
    };
    is_planned(cx) && signs
}

pub(crate) fn trust(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    if !is_planned(cx) {
        return;
    }
    let algorithm = cx.mesh.ca.key_algorithm;
    let root = StepId::mesh(StepKind::RootCertificate);
    plan.on_workstation(
        root.clone(),
        Op::MakeCertificate {
            subject: CertificateSubject::Root,
            algorithm,
        },
    )
    .say("mesh", cx.mesh.name.as_str())
    .until(Condition::CertificateMade);
    for (index, cluster) in cx.mesh.clusters() {
        if !has_cacerts(cx, index) {
            continue;
        }
        let certificate = StepId::of(&cluster.name, StepKind::Certificate);
        let subject = CertificateSubject::Intermediate(cluster.name.clone());
        plan.on_workstation(
            certificate.clone(),
            Op::MakeCertificate { subject, algorithm },
        )
        .after(root.clone())
        .until(Condition::CertificateMade);
        plan.in_cluster(index, cluster, StepKind::Cacerts, Op::PutCacerts)
            .after(certificate)
            .after(StepId::of(&cluster.name, StepKind::Namespace))
            .until(Condition::CacertsHoldRoot)
            .undone_by(Op::DeleteSecrets(SecretSet::Cacerts));
    }
}
