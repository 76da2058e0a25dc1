//! What a plan asks of the mesh's certificate authority.

use meshwright_catalog::facts::trust::AutoReload;
use meshwright_catalog::resolve;
use meshwright_model::{ClusterName, IstioVersion, KeyAlgorithm, Mesh};
use meshwright_pki::rotate::Reload;
use meshwright_pki::{Cacerts, Istiod, Moment, PkiError, Root, Seed, sealed};
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

/// How istiod of a release treats the files of `cacerts`.
pub fn istiod(version: &IstioVersion) -> Istiod {
    let resolved = resolve(version);
    let trust = resolved.release.trust();
    Istiod {
        refuses_incomplete: resolved.has(&trust.incomplete_is_error),
        reads_tls_names: resolved.has(&trust.tls_keys),
    }
}

/// How istiod of a release takes up changed files.
pub fn reload(version: &IstioVersion) -> Reload {
    let resolved = resolve(version);
    let trust = resolved.release.trust();
    Reload {
        intermediate: matches!(*trust.auto_reload, AutoReload::Default | AutoReload::Always),
        root: *trust.root_hot_reload,
    }
}

/// A mesh's certificate authority in memory: a root, and what it takes to issue.
#[derive(Debug)]
pub struct Authority {
    /// The root with its key.
    pub root: Root,
    /// What the plan asks for.
    pub certificates: Certificates,
    mesh: String,
    seed: Seed,
    now: Moment,
}

impl Authority {
    /// Makes the root of `mesh` and keeps it for issuing what `certificates` asks for.
    ///
    /// # Errors
    ///
    /// [`PkiError::NoAlgorithm`] for RSA in a build without it.
    pub fn new(
        mesh: &Mesh,
        certificates: Certificates,
        seed: Seed,
        now: Moment,
    ) -> Result<Self, PkiError> {
        let name = mesh.name.to_string();
        let algorithm = certificates.algorithm;
        Ok(Self {
            root: Root::new(&name, algorithm, &seed, now)?,
            certificates,
            mesh: name,
            seed,
            now,
        })
    }

    /// What istiod of `cluster` signs with; the same each time it is asked for.
    ///
    /// # Errors
    ///
    /// [`PkiError::NoAlgorithm`] for RSA in a build without it.
    pub fn issue(&self, cluster: &ClusterName) -> Result<Cacerts, PkiError> {
        let algorithm = self.certificates.algorithm;
        let (mesh, cluster) = (self.mesh.as_str(), cluster.as_str());
        self.root
            .issue(mesh, cluster, algorithm, &self.seed, self.now)
    }

    /// The root's key under a passphrase.
    ///
    /// # Errors
    ///
    /// [`PkiError::ShortPassphrase`].
    pub fn sealed_root_key(&self, passphrase: &str) -> Result<String, PkiError> {
        sealed::seal(self.root.key(), passphrase, &self.seed)
    }
}

#[cfg(test)]
mod tests;
