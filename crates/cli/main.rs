//! The command line: reads files, calls `meshwright-core`, prints, writes bundles.
//!
//! One command is one file under `commands/`.
//! Only `ui` prints, only `input` reads, only `output` writes; what a topology means is decided in
//! the core alone.

mod carry;
mod columns;
mod commands;
mod entropy;
mod exit;
mod format;
mod input;
mod load;
mod markdown;
mod output;
mod passphrase;
mod today;
mod ui;

use std::process::ExitCode;

use clap::Parser;
use meshwright_core::diag::Language;

use commands::Command;
use ui::{Ui, When};

/// Plans Istio multicluster meshes.
///
/// Describe clusters and networks in one file; Meshwright says whether the mesh can work and why,
/// and writes the ordered runbook with every command and manifest.
#[derive(Debug, Parser)]
#[command(
    name = "meshwright",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = EXAMPLES
)]
struct Arguments {
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
    /// The language of findings, answers and the runbook; commands are never translated, and
    /// scripts and the pages of `explain` are English.
    #[arg(
        long,
        global = true,
        value_name = "TAG",
        default_value = "en",
        env = "MESHWRIGHT_LANG",
        hide_env_values = true,
        ignore_case = true,
        value_parser = ui::language()
    )]
    lang: Language,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  meshwright new multi-primary --clusters 3 --networks 3 > mesh.yaml
  meshwright check mesh.yaml
  meshwright plan mesh.yaml
  meshwright render mesh.yaml -o out
  meshwright why mesh.yaml cluster1 cluster2
  meshwright endpoints mesh.yaml --from cluster1
  meshwright what-if mesh.yaml --lose cluster1

Exit codes: 0 clean, 1 findings, 2 the tool could not do its job, 3 changes found.";

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return ui::usage(&error).into(),
    };
    let mut ui = Ui::new(arguments.color, arguments.lang);
    let exit = arguments.command.run(&mut ui);
    ui.finish(exit).into()
}
