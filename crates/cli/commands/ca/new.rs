//! `meshwright ca new FILE`: the mesh's root.

use clap::Args;
use clap::builder::PossibleValuesParser;
use meshwright_core::model::KeyAlgorithm;

use super::store::{StoreArgument, make_root, wanted};
use crate::exit::Exit;
use crate::input::FileArgument;
use crate::passphrase::PassphraseArgument;
use crate::ui::Ui;

/// Arguments of `ca new`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    passphrase: PassphraseArgument,
    /// The algorithm of the root's key, where it is to be another than the topology names for
    /// the clusters' keys.
    #[arg(
        long,
        value_name = "ALGORITHM",
        value_parser = PossibleValuesParser::new(KeyAlgorithm::ALL.iter().map(|word| word.as_str()))
    )]
    algorithm: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca new mesh.yaml
  meshwright ca new --passphrase-file root.passphrase mesh.yaml

The key is written encrypted (PKCS #8, scrypt, AES-256) and readable for you alone. No cluster
ever needs it: after `meshwright ca issue`, take it off this machine and keep it offline.";

/// Makes the root.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let wanted = wanted(&arguments.file.file, &arguments.store, ui)?;
    let algorithm = arguments
        .algorithm
        .as_deref()
        .and_then(|algorithm| algorithm.parse().ok());
    make_root(&wanted, algorithm, &arguments.passphrase, ui)?;
    Ok(Exit::Clean)
}
