//! `meshwright what-if FILE --lose X…`: who loses what.

mod human;
mod markdown;

use clap::Args;
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::graph::what_if::{Losses, Part};
use meshwright_core::wire::v1::{LossesRecord, WhatIfRecord};

use crate::exit::Exit;
use crate::format::Format;
use crate::input::FileArgument;
use crate::load::load;
use crate::ui::Ui;

/// Arguments of `what-if`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// What is lost, all at once: CLUSTER, gateway:CLUSTER, control-plane:CLUSTER,
    /// api-server:CLUSTER, network:NETWORK, root:mesh or root:CLUSTER.
    #[arg(long, value_name = "PART", num_args = 1.., required_unless_present = "lose_each")]
    lose: Vec<String>,
    /// Lose each part on its own, and rank what that costs.
    #[arg(long, conflicts_with = "lose")]
    lose_each: bool,
    /// Lose every two parts at once, too.
    #[arg(long, requires = "lose_each")]
    pairs: bool,
    /// Show this many of the ranked losses; all unless given.
    #[arg(long, value_name = "COUNT", requires = "lose_each")]
    top: Option<usize>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  meshwright what-if mesh.yaml --lose cluster1
  meshwright what-if mesh.yaml --lose gateway:cluster2 api-server:cluster3
  meshwright what-if mesh.yaml --lose-each --top 10
  meshwright what-if mesh.yaml --lose-each --pairs --json

Exit codes: 0 there is an answer, 2 a name means nothing.";

/// Prints the answer.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = load(&arguments.file.file, ui)?;
    let compiled = &loaded.compiled;
    if !compiled.is_whole {
        loaded.gate(ui)?;
    }
    let (Some(mesh), Some(graph)) = (&compiled.mesh, &compiled.graph) else {
        return Err(Exit::Findings);
    };
    let losses = Losses::new(mesh, graph);
    let format = Format::of(arguments.format, arguments.json);
    if arguments.lose_each {
        let mut impacts = losses.each();
        if arguments.pairs {
            impacts = losses.pairs();
        }
        let n_all = impacts.len();
        impacts.truncate(arguments.top.unwrap_or(n_all));
        let record = LossesRecord::new(&impacts, mesh, ui.words());
        let printed = match format {
            Format::Human => human::ranking(&record, ui),
            Format::Json => pretty(&record),
            Format::Markdown => markdown::ranking(&record, ui),
        };
        ui.print(printed);
        if record.losses.len() < n_all {
            ui.note(&text!("whatif-more", count = n_all - record.losses.len()));
        }
        return Ok(Exit::Clean);
    }
    let mut parts = Vec::new();
    for lost in &arguments.lose {
        match Part::parse(mesh, graph, lost) {
            Ok(part) => parts.push(part),
            Err(error) => return Err(ui.error(&error.text())),
        }
    }
    parts.sort_unstable();
    parts.dedup();
    let record = WhatIfRecord::new(&losses.what_if(&parts), mesh, ui.words());
    let printed = match format {
        Format::Human => human::render(&record, ui),
        Format::Json => pretty(&record),
        Format::Markdown => markdown::render(&record, ui),
    };
    ui.print(printed);
    Ok(Exit::Clean)
}
