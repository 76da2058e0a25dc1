//! `meshwright completions SHELL`: a completion script.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The shell.
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  meshwright completions bash > ~/.local/share/bash-completion/completions/meshwright
  meshwright completions zsh > ~/.zfunc/_meshwright";

/// Prints the script.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Exit {
    let mut script = Vec::new();
    let mut command = crate::Arguments::command();
    generate(arguments.shell, &mut command, "meshwright", &mut script);
    ui.print(String::from_utf8_lossy(&script));
    Exit::Clean
}
