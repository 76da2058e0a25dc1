//! `meshwright ca import FILE CLUSTER ANSWER...`: what the CA sent back.

use std::path::PathBuf;

use clap::Args;
use meshwright_core::diag::text;
use meshwright_core::pki::{Bundle, PrivateKey, Zeroizing, import};

use super::issue::{What, write};
use super::judge::judge;
use super::store::{REQUEST, REQUEST_FILE, StoreArgument, failed, known_cluster, read, wanted};
use crate::exit::Exit;
use crate::input::FileArgument;
use crate::output::remove_private;
use crate::ui::Ui;

/// Arguments of `ca import`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// The cluster that the request was made for.
    #[arg(value_name = "CLUSTER")]
    cluster: String,
    /// The certificates in PEM, in any order, up to the root.
    #[arg(required = true, value_name = "ANSWER")]
    answers: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca import mesh.yaml west west.pem corporate-chain.pem

The certificates are put in order and checked as `meshwright ca check` does; with an error among
the findings nothing is written.";

/// Puts the four files of the cluster together.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let wanted = wanted(&arguments.file.file, &arguments.store, ui)?;
    let name = arguments.cluster.as_str();
    known_cluster(&wanted, name, ui)?;
    let folder = format!("{name}{REQUEST}");
    let path = wanted.folder.join(&folder).join("ca-key.pem");
    if !path.exists() {
        let path = wanted.folder.join(&folder).display().to_string();
        return Err(ui.error(&text!("cli-ca-no-request", cluster = name, path = path)));
    }
    let place = wanted.folder.join(name);
    if place.symlink_metadata().is_ok() && !arguments.what.replaces() {
        let path = place.display().to_string();
        return Err(ui.error(&text!("cli-ca-import-kept", cluster = name, path = path)));
    }
    let key = read(&path, ui)?;
    let mut answer = Zeroizing::new(Vec::new());
    for path in &arguments.answers {
        answer.extend_from_slice(&read(path, ui)?);
        answer.push(b'\n');
    }
    let made = PrivateKey::from_pem(&key).and_then(|key| import(&key, &answer));
    let made = made.map_err(|error| ui.error(&error.text()))?;
    let bundle = Bundle::of(name, &made, wanted.istiod(name));
    judge(&[bundle], name, ui)?;
    write(&wanted, name, &made, arguments.what, ui)?;
    remove_private(&wanted.folder, &folder, &["ca-key.pem", REQUEST_FILE])
        .map_err(|error| failed(&error, ui))?;
    ui.note(&text!("cli-ca-imported", cluster = name));
    Ok(Exit::Clean)
}
