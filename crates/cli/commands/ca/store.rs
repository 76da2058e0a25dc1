//! Where the certificates of a mesh are kept, and the root that is read from there.

use std::path::{Path, PathBuf};

use clap::Args;
use meshwright_core::diag::{Text, text};
use meshwright_core::model::{ClusterName, KeyAlgorithm};
use meshwright_core::pki::{Istiod, PkiError, PrivateKey, Root, Zeroizing, sealed};
use meshwright_core::plan::istio::{SYSTEM_NAMESPACE, system_namespace};
use meshwright_core::render::shell::quote::flag;
use meshwright_core::trust::{Certificates, certificates, istiod};

use crate::exit::Exit;
use crate::input;
use crate::load::{Loaded, load};
use crate::output::{EARLIER, OutputError, private_folder};
use crate::passphrase::{PassphraseArgument, Purpose};
use crate::ui::Ui;

/// The folder of the root.
pub(crate) const ROOT: &str = "root";
/// The folder of a root's rotation.
pub(crate) const ROTATION: &str = "rotation";
/// The root's certificate.
pub(crate) const ROOT_CERT: &str = "root-cert.pem";
/// The root's key.
pub(crate) const ROOT_KEY: &str = "root-key.pem";
/// Folders beside those of the clusters; no cluster can have such a name.
const TAKEN: [&str; 3] = [ROOT, EARLIER, ROTATION];
/// What the folder of a request adds to the cluster's name.
pub(crate) const REQUEST: &str = ".request";
/// The request in that folder.
pub(crate) const REQUEST_FILE: &str = "request.csr";
/// The most bytes of a file with keys or certificates that are read.
pub(crate) const LARGEST: usize = 1 << 20;

/// Where the certificates are.
#[derive(Debug, Args)]
pub(crate) struct StoreArgument {
    /// The folder of the mesh's certificates; by default MESHWRIGHT_CERTIFICATES, or
    /// ~/.meshwright/MESH/certificates.
    #[arg(long, value_name = "DIR")]
    pub(crate) certificates: Option<PathBuf>,
}

impl StoreArgument {
    /// The argument as it has to stand in a command that is printed, with a space behind it.
    pub(crate) fn in_command(&self) -> String {
        let folder = self.certificates.as_deref();
        folder.map_or_else(String::new, |folder| {
            format!("{} ", flag("certificates", &folder.display().to_string()))
        })
    }

    /// The folder of the mesh's certificates.
    pub(crate) fn folder(&self, mesh: &str, ui: &mut Ui) -> Result<PathBuf, Exit> {
        if let Some(folder) = &self.certificates {
            return Ok(folder.clone());
        }
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        if let Some(folder) = set("MESHWRIGHT_CERTIFICATES") {
            return Ok(folder.into());
        }
        let Some(home) = set("HOME") else {
            return Err(ui.error(&text!("cli-no-home")));
        };
        let home = PathBuf::from(home);
        Ok(home.join(".meshwright").join(mesh).join("certificates"))
    }
}

/// A topology whose plan makes certificates.
pub(crate) struct Wanted {
    /// The topology.
    pub(crate) loaded: Loaded,
    /// The mesh's name.
    pub(crate) mesh: String,
    /// What the plan asks for.
    pub(crate) certificates: Certificates,
    /// The folder of the mesh's certificates.
    pub(crate) folder: PathBuf,
}

impl Wanted {
    /// The namespace of the istiod that signs in a cluster.
    pub(crate) fn namespace(&self, cluster: &str) -> &'static str {
        let found = self.loaded.compiled.mesh.as_ref().and_then(|mesh| {
            let mut clusters = mesh.clusters();
            let (index, _) = clusters.find(|(_, known)| known.name.as_str() == cluster)?;
            Some(system_namespace(mesh, index))
        });
        found.unwrap_or(SYSTEM_NAMESPACE)
    }

    /// How the istiod of a cluster treats the files, by its release.
    pub(crate) fn istiod(&self, cluster: &str) -> Istiod {
        let mesh = self.loaded.compiled.mesh.iter();
        mesh.flat_map(|mesh| &mesh.clusters)
            .find(|known| known.name.as_str() == cluster)
            .map_or_else(Istiod::default, |known| istiod(&known.istio.version))
    }
}

/// Reads the topology and finds out which certificates its plan asks for.
pub(crate) fn wanted(file: &Path, store: &StoreArgument, ui: &mut Ui) -> Result<Wanted, Exit> {
    let loaded = load(file, ui)?;
    loaded.gate(ui)?;
    wanted_by(loaded, store, ui)
}

/// Finds out which certificates the plan of a topology asks for.
pub(crate) fn wanted_by(
    loaded: Loaded,
    store: &StoreArgument,
    ui: &mut Ui,
) -> Result<Wanted, Exit> {
    let (Some(mesh), Some(plan)) = (&loaded.compiled.mesh, &loaded.compiled.plan) else {
        return Err(Exit::Findings);
    };
    let mesh = mesh.name.to_string();
    let Some(certificates) = certificates(plan) else {
        return Err(ui.error(&text!("cli-ca-not-plugged-in", file = &loaded.name)));
    };
    let is_taken = |cluster: &&ClusterName| TAKEN.contains(&cluster.as_str());
    if let Some(cluster) = certificates.clusters.iter().find(is_taken) {
        return Err(ui.error(&text!("cli-ca-cluster-taken", cluster = cluster.as_str())));
    }
    let folder = store.folder(&mesh, ui)?;
    Ok(Wanted {
        loaded,
        mesh,
        certificates,
        folder,
    })
}

/// Refuses a cluster whose istiod does not sign.
pub(crate) fn known_cluster(wanted: &Wanted, cluster: &str, ui: &mut Ui) -> Result<(), Exit> {
    let mut known = wanted.certificates.clusters.iter();
    if known.any(|known| known.as_str() == cluster) {
        return Ok(());
    }
    Err(ui.error(&text!("cli-ca-no-such-cluster", cluster = cluster)))
}

/// Makes the root of the mesh and writes its folder; the root stays open for issuing.
pub(crate) fn make_root(
    wanted: &Wanted,
    algorithm: Option<KeyAlgorithm>,
    passphrase: &PassphraseArgument,
    ui: &mut Ui,
) -> Result<Root, Exit> {
    let place = wanted.folder.join(ROOT);
    if place.symlink_metadata().is_ok() {
        let path = place.display().to_string();
        return Err(ui.error(&text!("cli-kept", path = path)));
    }
    let algorithm = algorithm.unwrap_or(wanted.certificates.algorithm);
    let passphrase = passphrase.passphrase(Purpose::Choose, ui)?;
    let seed = crate::entropy::seed(ui)?;
    let made = Root::new(&wanted.mesh, algorithm, &seed, crate::today::now()).and_then(|root| {
        let key = sealed::seal(root.key(), &passphrase, &seed)?;
        Ok((root, key))
    });
    let (root, key) = made.map_err(|error| ui.error(&error.text()))?;
    let files = [
        (ROOT_CERT, root.certificate_pem().as_bytes()),
        (ROOT_KEY, key.as_bytes()),
    ];
    let place = private_folder(&wanted.folder, ROOT, &files).map_err(|error| failed(&error, ui))?;
    ui.note(&text!(
        "cli-ca-root-made",
        mesh = &wanted.mesh,
        path = place.display().to_string(),
        until = root.certificate().not_after.to_string(),
        fingerprint = root.certificate().fingerprint()
    ));
    Ok(root)
}

/// Opens the root that is there.
pub(crate) fn open_root(
    folder: &Path,
    passphrase: &PassphraseArgument,
    ui: &mut Ui,
) -> Result<Root, Exit> {
    let place = folder.join(ROOT);
    let path = place.join(ROOT_KEY);
    let missing = if !place.join(ROOT_CERT).exists() {
        Some("cli-ca-no-root")
    } else if !path.exists() {
        Some("cli-ca-no-root-key")
    } else {
        None
    };
    if let Some(key) = missing {
        let path = place.display().to_string();
        return Err(ui.error(&text!(key, path = path)));
    }
    let certificate = read(&place.join(ROOT_CERT), ui)?;
    let key = read(&path, ui)?;
    let about = |error: &PkiError| -> Text {
        text!(
            "cli-ca-file",
            path = path.display().to_string(),
            problem = error.text()
        )
    };
    let key = match PrivateKey::from_pem(&key) {
        Err(PkiError::KeyEncrypted) => {
            let passphrase = passphrase.passphrase(Purpose::Open, ui)?;
            sealed::open(&key, &passphrase)
        }
        key => key,
    };
    let key = key.map_err(|error| ui.error(&about(&error)))?;
    Root::open(&certificate, key).map_err(|error| ui.error(&about(&error)))
}

/// Reads a file that may hold a key.
pub(crate) fn read(path: &Path, ui: &mut Ui) -> Result<Zeroizing<Vec<u8>>, Exit> {
    match input::read(path, LARGEST) {
        Ok(input) => Ok(Zeroizing::new(input.bytes)),
        Err(error) => Err(ui.error(&error.text())),
    }
}

/// Says why nothing was written.
pub(crate) fn failed(error: &OutputError, ui: &mut Ui) -> Exit {
    ui.error(&error.text())
}
