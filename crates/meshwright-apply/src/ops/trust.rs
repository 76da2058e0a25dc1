//! Certificates on this machine and the Secret `cacerts` in clusters.

use std::fs;
use std::path::Path;

use meshwright_core::diag::text;
use meshwright_core::pki::{Cacerts, Certificate, Zeroizing};
use meshwright_core::plan::CertificateSubject;
use meshwright_core::plan::istio::CACERTS_SECRET;
use serde_json::{Map, Value, json};

use super::at::{Applying, At, Objects};
use crate::executor::Sight;
use crate::outcome::Failure;
use crate::secret::{Secret, from_base64};

/// The Secret in which an istiod keeps a root that it has made itself.
const OWN_ROOT: &str = "istio-ca-secret";

/// Whether a certificate is on this machine.
pub(crate) fn is_made(folder: &Path, subject: &CertificateSubject) -> bool {
    let has = |file: &str| fs::metadata(folder.join(file)).is_ok_and(|file| file.len() > 0);
    match subject {
        // Whoever brings certificates need not bring the root's key.
        CertificateSubject::Root => has("root/root-cert.pem") || !given_clusters(folder).is_empty(),
        CertificateSubject::Intermediate(cluster) => has(&format!("{cluster}/ca-cert.pem")),
    }
}

fn given_clusters(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path().join("ca-cert.pem"))
        .filter(|file| file.exists())
        .collect()
}

/// The certificate of whom, for a sentence.
pub(crate) fn missing(folder: &Path, subject: &CertificateSubject) -> Failure {
    let folder = folder.display().to_string();
    Failure::contradiction(match subject {
        CertificateSubject::Root => text!("apply-no-root", folder = folder),
        CertificateSubject::Intermediate(cluster) => {
            text!("apply-no-certificate", cluster = cluster, folder = folder)
        }
    })
}

impl At<'_> {
    /// Looks at the Secret `cacerts`; another root than the mesh's is in the way.
    pub(crate) fn see_cacerts(&self) -> Result<Sight, Failure> {
        let root = self.root_certificate()?;
        if let Some(present) = self.present_root()? {
            return if is_same(&present, &root) {
                Ok(Sight::done())
            } else {
                let cluster = &self.cluster.name;
                Err(Failure::contradiction(text!(
                    "apply-other-root",
                    cluster = cluster
                )))
            };
        }
        if self.get(self.system, "secrets", OWN_ROOT)?.is_some() {
            let cluster = &self.cluster.name;
            return Err(Failure::contradiction(text!(
                "apply-own-root",
                cluster = cluster
            )));
        }
        Ok(Sight::absent())
    }

    /// Puts the Secret `cacerts` into the cluster.
    pub(crate) fn put_cacerts(&self) -> Result<(), Failure> {
        let folder = self.folder();
        let mut data = Map::new();
        for name in Cacerts::FILES {
            let text = read(&folder.join(name))?;
            data.insert(
                name.to_owned(),
                json!(*Secret::new(text.to_string()).base64()),
            );
        }
        let secret = json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": CACERTS_SECRET, "namespace": self.system},
            "type": "Opaque",
            "data": data,
        });
        self.apply(self.system, &Objects::Secrets(vec![secret]), Applying::OURS)
    }

    /// Whether the Secret `cacerts` is gone; one with another root is not ours to take.
    pub(crate) fn see_no_cacerts(&self) -> Result<Sight, Failure> {
        let Some(present) = self.present_root()? else {
            return Ok(Sight::done());
        };
        if is_same(&present, &self.root_certificate()?) {
            return Ok(Sight::absent());
        }
        let cluster = &self.cluster.name;
        Err(Failure::contradiction(text!(
            "apply-not-our-root",
            cluster = cluster
        )))
    }

    /// The root in the Secret `cacerts`; the key in it is not asked for.
    pub(crate) fn present_root(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        let words = [
            "get",
            "secrets",
            CACERTS_SECRET,
            "--ignore-not-found",
            "--output=jsonpath={.data.root-cert\\.pem}",
        ];
        let call = self.kubectl(self.system, &words, crate::tools::Effect::Reads);
        let said = self.succeed(&call)?;
        let text = said.text();
        if text.trim().is_empty() {
            return Ok(None);
        }
        from_base64(&text)
            .map(Some)
            .ok_or_else(|| super::at::unreadable(&call))
    }

    /// Whether this machine has the certificates that go into the cluster.
    pub(crate) fn has_certificates(&self) -> bool {
        self.folder().join("root-cert.pem").is_file()
    }

    fn root_certificate(&self) -> Result<Zeroizing<String>, Failure> {
        read(&self.folder().join("root-cert.pem"))
    }

    fn folder(&self) -> std::path::PathBuf {
        let certificates = &self.executor.settings.certificates;
        certificates.join(self.cluster.name.as_str())
    }
}

fn read(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let text = fs::read_to_string(file).map(Zeroizing::new);
    text.map_err(|error| {
        Failure::contradiction(text!(
            "apply-cannot-read",
            path = file.display().to_string(),
            cause = error.to_string()
        ))
    })
}

/// Whether two PEM texts hold the same certificate.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    if one == other && !one.is_empty() {
        return true;
    }
    match (
        Certificate::from_pem(one.as_bytes()),
        Certificate::from_pem(other.as_bytes()),
    ) {
        (Ok(one), Ok(other)) => one.fingerprint() == other.fingerprint(),
        _ => false,
    }
}

/// The fields of a Secret's data, decoded.
pub(crate) fn data(secret: &Value, key: &str) -> Option<Zeroizing<String>> {
    let text = secret.get("data")?.get(key)?.as_str()?;
    from_base64(text)
}
