//! `meshwright fmt FILE`: the topology in the usual layout.

use clap::Args;
use meshwright_core::diag::text;
use meshwright_core::model::{emit, explicit};
use meshwright_core::repair::has_comments;

use crate::exit::Exit;
use crate::input::{FileArgument, is_stdin};
use crate::load::load;
use crate::output;
use crate::ui::Ui;

/// Arguments of `fmt`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// Write out every default.
    #[arg(long)]
    explicit: bool,
    /// Print nothing; exit with 3 where the file has another layout.
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// Change the file instead of printing.
    #[arg(long)]
    write: bool,
    /// With --write, go ahead where comments would be lost.
    #[arg(long, requires = "write")]
    drop_comments: bool,
}

const EXAMPLES: &str = "\
Examples:
  meshwright fmt mesh.yaml
  meshwright fmt --explicit mesh.yaml
  meshwright fmt --write mesh.yaml

Comments are no part of a topology: the printed form has none.";

/// Prints or writes the topology.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let path = &arguments.file.file;
    if arguments.write && is_stdin(path) {
        return Err(ui.error(&text!("cli-write-stdin")));
    }
    let loaded = load(path, ui)?;
    let document = &loaded.compiled.document;
    // What could not be read would be lost.
    if !loaded.compiled.is_whole {
        loaded.gate(ui)?;
    }
    let formatted = match &document.topology {
        // The compiled mesh has its clusters in another order than the document.
        Some(topology) if arguments.explicit => emit(&explicit(&topology.resolve().0)),
        Some(topology) => emit(topology),
        None => return Err(Exit::Findings),
    };
    if arguments.check {
        let is_same = formatted == loaded.text;
        return Ok(if is_same { Exit::Clean } else { Exit::Changes });
    }
    if !arguments.write {
        ui.print(formatted);
        return Ok(Exit::Clean);
    }
    if formatted == loaded.text {
        return Ok(Exit::Clean);
    }
    if has_comments(&loaded.text) && !arguments.drop_comments {
        return Err(ui.error(&text!("cli-comments-lost", file = &loaded.name)));
    }
    match output::replace_file(path, formatted.as_bytes()) {
        Ok(()) => Ok(Exit::Clean),
        Err(error) => Err(ui.error(&error.text())),
    }
}
