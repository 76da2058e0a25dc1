//! `meshwright resume FILE`: go on where an apply has stopped, looking at every step again.

use clap::Args;

use super::apply::{Choice, Going, go};
use crate::carry::{MeshArguments, RunArguments};
use crate::exit::Exit;
use crate::passphrase::PassphraseArgument;
use crate::ui::Ui;

/// Arguments of `resume`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mesh: MeshArguments,
    #[command(flatten)]
    run: RunArguments,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    passphrase: PassphraseArgument,
}

const EXAMPLES: &str = "\
Examples:
  meshwright resume mesh.yaml
  meshwright resume mesh.yaml --yes

Exit codes: those of `meshwright apply`.";

/// Goes on.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    go(
        &Going {
            mesh: &arguments.mesh,
            run: &arguments.run,
            choice: &arguments.choice,
            passphrase: &arguments.passphrase,
            is_anew: false,
            is_resumed: true,
        },
        ui,
    )
}
