//! `meshwright ports FILE`: the ports that have to be open.

mod table;

use clap::{Args, ValueEnum};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::render::formats::ports_csv::{ordered, table as table_of};
use meshwright_core::wire::v1::PortsRecord;

use crate::exit::Exit;
use crate::input::FileArgument;
use crate::load::load;
use crate::ui::Ui;

/// Arguments of `ports`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// How to print the ports.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Leave out what stays inside of a cluster.
    #[arg(long)]
    borders: bool,
}

/// How the ports are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
    /// For a ticket.
    Markdown,
    /// For spreadsheets and whoever runs the firewalls.
    Csv,
    /// Commands that try each port whose address is known.
    Probes,
}

const EXAMPLES: &str = "\
Examples:
  meshwright ports mesh.yaml
  meshwright ports mesh.yaml --borders --format csv > ports.csv
  meshwright ports mesh.yaml --format probes

Exit codes: 0 the ports are printed, 1 the topology cannot be read.";

/// Prints the ports.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = load(&arguments.file.file, ui)?;
    let compiled = &loaded.compiled;
    if !compiled.is_whole {
        loaded.gate(ui)?;
    }
    let Some(mesh) = &compiled.mesh else {
        return Err(Exit::Findings);
    };
    let mut flows = ordered(mesh);
    flows.retain(|flow| !arguments.borders || flow.kind.crosses_borders());
    let record = PortsRecord::new(&flows, mesh, ui.words());
    let format = if arguments.json {
        Format::Json
    } else {
        arguments.format
    };
    let printed = match format {
        Format::Human => table::human(&record, ui),
        Format::Json => pretty(&record),
        Format::Markdown => table::markdown(&record, ui),
        Format::Csv => table_of(mesh, ui.words(), &flows),
        Format::Probes => {
            let commands = record
                .ports
                .iter()
                .flat_map(|row| &row.probes)
                .map(String::as_str);
            commands.flat_map(|command| [command, "\n"]).collect()
        }
    };
    ui.print(printed);
    Ok(Exit::Clean)
}
