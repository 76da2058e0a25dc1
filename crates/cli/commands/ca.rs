//! `meshwright ca`: the mesh's certificate authority on this machine.
//!
//! Certificates are kept where the runbook looks for them: a folder for the root, and one for
//! each cluster whose istiod signs.

mod check;
mod import;
mod issue;
mod judge;
mod new;
mod request;
mod rotate;
mod sources;
pub(crate) mod store;

pub(crate) mod with_certs;

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
    /// Say what is wrong with certificates: roots, keys, chains, dates, what istiod refuses.
    Check(check::Arguments),
    /// Print how to replace certificates, or the root, while the mesh works.
    Rotate(rotate::Arguments),
    /// Make keys, and requests for a CA that somebody else runs.
    Request(request::Arguments),
    /// Put the answer of such a CA in order, next to its key.
    Import(import::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca new mesh.yaml
  meshwright ca issue mesh.yaml
  meshwright ca check mesh.yaml
  meshwright ca rotate --what root mesh.yaml";

impl Command {
    /// Runs the command.
    pub(crate) fn run(self, ui: &mut Ui) -> Result<Exit, Exit> {
        match self {
            Self::New(arguments) => new::run(&arguments, ui),
            Self::Issue(arguments) => issue::run(&arguments, ui),
            Self::Check(arguments) => check::run(&arguments, ui),
            Self::Rotate(arguments) => rotate::run(&arguments, ui),
            Self::Request(arguments) => request::run(&arguments, ui),
            Self::Import(arguments) => import::run(&arguments, ui),
        }
    }
}
