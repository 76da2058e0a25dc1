//! `meshwright ca`: the mesh's certificate authority on this machine.
//!
//! Certificates are kept where the runbook looks for them: a folder for the root, and one for
//! each cluster whose istiod signs.

mod issue;
mod new;
mod store;

use clap::Subcommand;

use crate::exit::Exit;
use crate::ui::Ui;

/// What to do with certificates.
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum Command {
    /// Make the mesh's root, its key under a passphrase.
    New(new::Arguments),
    /// Make the signing certificate of each cluster whose istiod signs.
    Issue(issue::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca new mesh.yaml
  meshwright ca issue mesh.yaml";

impl Command {
    /// Runs the command.
    pub(crate) fn run(self, ui: &mut Ui) -> Result<Exit, Exit> {
        match self {
            Self::New(arguments) => new::run(&arguments, ui),
            Self::Issue(arguments) => issue::run(&arguments, ui),
        }
    }
}
