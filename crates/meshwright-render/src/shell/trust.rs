//! The root and the intermediates: with `meshwright`, which asks for a passphrase, or with openssl
//! alone, which scripts use because it asks nobody.

use meshwright_model::KeyAlgorithm;
use meshwright_plan::{CertificateSubject, Op};

use super::quote::{flag, quote};

/// What a person with `meshwright` at hand runs; the topology is a file of the bundle.
pub(super) fn by_meshwright(op: &Op) -> Vec<String> {
    let Op::MakeCertificate { subject, .. } = op else {
        return Vec::new();
    };
    vec![match subject {
        CertificateSubject::Root => "meshwright ca new topology.yaml".to_owned(),
        CertificateSubject::Intermediate(cluster) => {
            let cluster = flag("cluster", cluster.as_str());
            format!("meshwright ca issue {cluster} topology.yaml")
        }
    }]
}

/// Makes a key and a certificate with openssl, unless they are there.
pub(super) fn make(subject: &CertificateSubject, algorithm: KeyAlgorithm) -> String {
    let algorithm = quote(algorithm.as_str());
    match subject {
        CertificateSubject::Root => format!("make_root {algorithm}"),
        CertificateSubject::Intermediate(cluster) => {
            format!("make_certificate {} {algorithm}", quote(cluster.as_str()))
        }
    }
}

/// Shows whose a certificate is, until when, and its fingerprint.
pub(super) fn look_at(subject: &CertificateSubject) -> String {
    let file = match subject {
        CertificateSubject::Root => "root/root-cert.pem".to_owned(),
        CertificateSubject::Intermediate(cluster) => format!("{cluster}/ca-cert.pem"),
    };
    format!(
        "openssl x509 -noout -subject -enddate -fingerprint -sha256 -in \"$certificates/{file}\""
    )
}
