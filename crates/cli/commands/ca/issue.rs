//! `meshwright ca issue FILE`: the signing certificate of each cluster.

use std::fs;
use std::path::Path;

use clap::Args;
use meshwright_core::diag::text;
use meshwright_core::model::ClusterName;
use meshwright_core::pki::{Cacerts, Certificate, Root, Zeroizing};

use super::store::{StoreArgument, Wanted, failed, known_cluster, open_root, wanted};
use crate::exit::Exit;
use crate::input::FileArgument;
use crate::output::{PrivateFile, private_folder, set_aside};
use crate::passphrase::PassphraseArgument;
use crate::ui::Ui;

/// The file of the Secret's manifest.
const MANIFEST: &str = "cacerts.yaml";

/// Arguments of `ca issue`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    passphrase: PassphraseArgument,
    /// Only for this cluster; may be given several times.
    #[arg(long = "cluster", value_name = "CLUSTER")]
    clusters: Vec<String>,
    #[command(flatten)]
    what: What,
}

/// What is written beside the four files, and over what.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct What {
    /// Write the manifest of the Secret `cacerts`, too; it holds the key.
    #[arg(long)]
    secret: bool,
    /// Make new certificates where there are some, and move the earlier ones to `earlier/`.
    #[arg(long)]
    replace: bool,
}

impl What {
    /// Whether what is there makes way.
    pub(crate) fn replaces(self) -> bool {
        self.replace
    }
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca issue mesh.yaml
  meshwright ca issue --cluster west --secret mesh.yaml
  meshwright ca issue --replace mesh.yaml

Each cluster gets a folder with exactly the four files of `cacerts`: ca-cert.pem, ca-key.pem,
cert-chain.pem and root-cert.pem. Clusters that have theirs are left alone, unless --replace.";

/// Issues what is not there.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let mut wanted = wanted(&arguments.file.file, &arguments.store, ui)?;
    for cluster in &arguments.clusters {
        known_cluster(&wanted, cluster, ui)?;
    }
    if !arguments.clusters.is_empty() {
        let is_asked = |cluster: &str| arguments.clusters.iter().any(|asked| asked == cluster);
        wanted
            .certificates
            .clusters
            .retain(|cluster| is_asked(cluster.as_str()));
    }
    if let Some(root) = root_if_needed(&wanted, &arguments.passphrase, arguments.what, ui)? {
        issue(&wanted, &root, arguments.what, ui)?;
    }
    Ok(Exit::Clean)
}

/// The root, or `None` where every cluster has its certificate: then nobody has to be asked for
/// the passphrase, and the key may be elsewhere.
pub(crate) fn root_if_needed(
    wanted: &Wanted,
    passphrase: &PassphraseArgument,
    what: What,
    ui: &mut Ui,
) -> Result<Option<Root>, Exit> {
    let clusters = wanted.certificates.clusters.iter();
    let mut kept = Vec::new();
    for name in clusters.map(ClusterName::as_str) {
        let place = wanted.folder.join(name);
        if what.replace || place.symlink_metadata().is_err() {
            return open_root(&wanted.folder, passphrase, ui).map(Some);
        }
        kept.push((name, place));
    }
    for (name, place) in kept {
        keep(name, &place, ui)?;
    }
    Ok(None)
}

/// Says that a cluster has its certificate already; half of one is refused.
fn keep(cluster: &str, place: &Path, ui: &mut Ui) -> Result<(), Exit> {
    let path = place.display().to_string();
    let is_whole = Cacerts::FILES.iter().all(|file| place.join(file).is_file());
    if !is_whole {
        return Err(ui.error(&text!("cli-ca-not-whole", cluster = cluster, path = path)));
    }
    ui.note(&text!("cli-ca-kept", cluster = cluster, path = path));
    Ok(())
}

/// Issues certificates to the clusters that have none, or to all of them.
pub(crate) fn issue(wanted: &Wanted, root: &Root, what: What, ui: &mut Ui) -> Result<(), Exit> {
    let seed = crate::entropy::seed(ui)?;
    let now = crate::today::now();
    for cluster in &wanted.certificates.clusters {
        let name = cluster.as_str();
        let place = wanted.folder.join(name);
        if place.symlink_metadata().is_ok() && !what.replace {
            keep(name, &place, ui)?;
            continue;
        }
        let algorithm = wanted.certificates.algorithm;
        let made = root
            .issue(&wanted.mesh, name, algorithm, &seed, now)
            .map_err(|error| ui.error(&error.text()))?;
        write(wanted, name, &made, what, ui)?;
    }
    Ok(())
}

/// Writes the folder of one cluster, and moves aside what is there where that is asked for.
pub(crate) fn write(
    wanted: &Wanted,
    cluster: &str,
    made: &Cacerts,
    what: What,
    ui: &mut Ui,
) -> Result<(), Exit> {
    let place = wanted.folder.join(cluster);
    if what.replace && place.symlink_metadata().is_ok() {
        let mark = mark(cluster, &place);
        let aside =
            set_aside(&wanted.folder, cluster, &mark).map_err(|error| failed(&error, ui))?;
        let path = aside.display().to_string();
        ui.note(&text!("cli-ca-set-aside", cluster = cluster, path = path));
    }
    let manifest: Zeroizing<String> = made.secret(wanted.namespace(cluster));
    let mut files: Vec<PrivateFile<'_>> = made
        .files()
        .into_iter()
        .map(|(name, text)| (name, text.as_bytes()))
        .collect();
    if what.secret {
        files.push((MANIFEST, manifest.as_bytes()));
    }
    let place =
        private_folder(&wanted.folder, cluster, &files).map_err(|error| failed(&error, ui))?;
    let until = Certificate::from_pem(made.ca_cert.as_bytes()).map_or_else(
        |_| String::new(),
        |certificate| certificate.not_after.to_string(),
    );
    ui.note(&text!(
        "cli-ca-issued",
        cluster = cluster,
        path = place.display().to_string(),
        until = until
    ));
    Ok(())
}

/// A name for earlier certificates that tells them apart: the cluster and the serial number, or
/// the process that moves away what is no certificate.
fn mark(cluster: &str, place: &Path) -> String {
    let certificate = fs::read(place.join("ca-cert.pem")).unwrap_or_default();
    let serial = Certificate::from_pem(&certificate).map_or_else(
        |_| format!("damaged-{}", std::process::id()),
        |certificate| certificate.serial_hex(),
    );
    let start: String = serial.chars().take(16).collect();
    format!("{cluster}-{start}")
}
