//! `trust/*.cnf`: what openssl is told of the root and of each intermediate.
//!
//! The profile: the root may sign one level of CAs, an intermediate only leaves; both sign
//! certificates and revocation lists and nothing else.

use meshwright_plan::{CertificateSubject, Op};

use super::Format;

/// What openssl is told of certificates.
pub static TRUST: Format = Format {
    name: "trust",
    render: |input, artifacts| {
        let mesh = &input.mesh.name;
        for step in &input.plan.steps {
            let Op::MakeCertificate { subject, .. } = &step.op else {
                continue;
            };
            match subject {
                CertificateSubject::Root => {
                    let name = format!("O = Istio\nCN = Root CA of {mesh}\n");
                    artifacts.add("trust/root.cnf", config(&name, 1, ""));
                }
                CertificateSubject::Intermediate(cluster) => {
                    let name =
                        format!("O = Istio\nCN = Intermediate CA of {mesh}\nL = {cluster}\n");
                    let san = "subjectAltName = DNS:istiod.istio-system.svc\n\
                               authorityKeyIdentifier = keyid\n";
                    artifacts.add(format!("trust/{cluster}.cnf"), config(&name, 0, san));
                }
            }
        }
    },
};

fn config(name: &str, path_length: u8, more: &str) -> String {
    format!(
        "[req]\n\
         prompt = no\n\
         string_mask = utf8only\n\
         distinguished_name = name\n\
         x509_extensions = ca\n\
         \n\
         [name]\n\
         {name}\n\
         [ca]\n\
         basicConstraints = critical, CA:true, pathlen:{path_length}\n\
         keyUsage = critical, keyCertSign, cRLSign\n\
         subjectKeyIdentifier = hash\n\
         {more}"
    )
}
