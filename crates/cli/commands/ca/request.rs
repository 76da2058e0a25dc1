//! `meshwright ca request FILE`: what a CA that somebody else runs is asked for.

use clap::Args;
use meshwright_core::diag::text;
use meshwright_core::pki::Request;

use super::store::{REQUEST, REQUEST_FILE, StoreArgument, failed, known_cluster, wanted};
use crate::exit::Exit;
use crate::input::FileArgument;
use crate::output::private_folder;
use crate::ui::Ui;

/// Arguments of `ca request`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    #[command(flatten)]
    store: StoreArgument,
    /// Only for this cluster; may be given several times.
    #[arg(long = "cluster", value_name = "CLUSTER")]
    clusters: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca request mesh.yaml
  meshwright ca request --cluster west mesh.yaml

The key is made here and stays here; only the request (request.csr) goes to the CA. It has to be
signed as a CA certificate with path length 0; the answer goes into `meshwright ca import`.";

/// Writes a key and a request for each cluster that has none.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let wanted = wanted(&arguments.file.file, &arguments.store, ui)?;
    let seed = crate::entropy::seed(ui)?;
    for asked in &arguments.clusters {
        known_cluster(&wanted, asked, ui)?;
    }
    let is_asked = |cluster: &str| {
        arguments.clusters.is_empty() || arguments.clusters.iter().any(|asked| asked == cluster)
    };
    for cluster in &wanted.certificates.clusters {
        let name = cluster.as_str();
        if !is_asked(name) {
            continue;
        }
        let folder = format!("{name}{REQUEST}");
        let place = wanted.folder.join(&folder);
        if place.symlink_metadata().is_ok() {
            let path = place.display().to_string();
            ui.note(&text!("cli-ca-requested", cluster = name, path = path));
            continue;
        }
        let algorithm = wanted.certificates.algorithm;
        let made = Request::new(&wanted.mesh, name, algorithm, &seed)
            .and_then(|request| Ok((request.key.to_pem()?, request)));
        let (key, request) = made.map_err(|error| ui.error(&error.text()))?;
        let files = [
            ("ca-key.pem", key.as_bytes()),
            (REQUEST_FILE, request.pem.as_bytes()),
        ];
        let place =
            private_folder(&wanted.folder, &folder, &files).map_err(|error| failed(&error, ui))?;
        let path = place.join(REQUEST_FILE).display().to_string();
        ui.note(&text!("cli-ca-request-made", cluster = name, path = path));
    }
    Ok(Exit::Clean)
}
