//! `meshwright apply FILE` and `meshwright resume FILE`: carry a plan out on its clusters.

pub(crate) mod dry_run;
mod go;

use clap::Args;

use crate::carry::{MeshArguments, RunArguments};
use crate::exit::Exit;
use crate::passphrase::PassphraseArgument;
use crate::ui::Ui;

pub(crate) use go::{Going, go};

/// Arguments of `apply`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) mesh: MeshArguments,
    #[command(flatten)]
    pub(crate) run: RunArguments,
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// Look what would be done, by the API servers' own word, and write nothing.
    #[arg(long, conflicts_with_all = ["anew", "yes"])]
    dry_run: bool,
    /// Begin although another plan of this mesh is unfinished.
    #[arg(long)]
    pub(crate) anew: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArgument,
}

/// Which steps are carried out.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Choice {
    /// Carry out this step and all that it needs, and nothing else.
    #[arg(long, value_name = "STEP", conflicts_with = "only")]
    pub(crate) until: Option<String>,
    /// Carry out this step alone; what it needs must be done already. May be given several times.
    #[arg(long, value_name = "STEP")]
    pub(crate) only: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright apply mesh.yaml --dry-run
  meshwright apply mesh.yaml
  meshwright apply out --yes --json
  meshwright apply mesh.yaml --until cluster1/gateway-address

Exit codes: 0 done, 2 nothing was begun, 4 done in part, 130 stopped by Ctrl-C.";

/// Carries the plan out, or looks what that would do.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    if arguments.dry_run {
        return dry_run::run(&arguments.mesh, &arguments.run, ui);
    }
    go(
        &Going {
            mesh: &arguments.mesh,
            run: &arguments.run,
            choice: &arguments.choice,
            passphrase: &arguments.passphrase,
            is_anew: arguments.anew,
            is_resumed: false,
        },
        ui,
    )
}
