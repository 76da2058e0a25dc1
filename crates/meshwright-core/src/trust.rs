//! What a plan asks of the mesh's certificate authority.

use meshwright_model::{ClusterName, KeyAlgorithm};
use meshwright_plan::op::CertificateSubject;
use meshwright_plan::{Op, Plan};

/// The certificates that the steps of a plan use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificates {
    /// The algorithm of the intermediates' keys.
    pub algorithm: KeyAlgorithm,
    /// The clusters whose istiod signs, in the order of the plan.
    pub clusters: Vec<ClusterName>,
}

/// The certificates of `plan`; `None` where it has no step that makes any, because every istiod
/// makes a root of its own or somebody else issues.
pub fn certificates(plan: &Plan) -> Option<Certificates> {
    let mut certificates: Option<Certificates> = None;
    for step in &plan.steps {
        let Op::MakeCertificate { subject, algorithm } = &step.op else {
            continue;
        };
        let certificates = certificates.get_or_insert_with(|| Certificates {
            algorithm: *algorithm,
            clusters: Vec::new(),
        });
        if let CertificateSubject::Intermediate(cluster) = subject {
            certificates.algorithm = *algorithm;
            certificates.clusters.push(cluster.clone());
        }
    }
    certificates
}
