//! `meshwright schema`: the JSON Schema of the topology document.

use clap::Args;
use meshwright_core::diag::render::json::pretty;
use meshwright_core::model::schema;

use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `schema`: none.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {}

const EXAMPLES: &str = "\
Example:
  meshwright schema > meshwright.schema.json";

/// Prints the schema.
pub(crate) fn run(_arguments: &Arguments, ui: &mut Ui) -> Exit {
    ui.print(pretty(&schema()));
    Exit::Clean
}
