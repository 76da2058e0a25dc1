//! `meshwright endpoints FILE`: the endpoint lists that istiod will send.

mod human;
mod markdown;

use clap::Args;
use meshwright_core::diag::render::json::pretty;
use meshwright_core::istiod::predictor;
use meshwright_core::lists::lists;
use meshwright_core::wire::v1::{EndpointListRecord, EndpointsRecord};

use crate::exit::Exit;
use crate::format::Format;
use crate::input::FileArgument;
use crate::load::load;
use crate::ui::Ui;

/// Arguments of `endpoints`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// The cluster of the callers; every cluster unless given.
    #[arg(long, value_name = "CLUSTER")]
    from: Option<String>,
    /// A service that the topology lists; every service unless given.
    #[arg(long, value_name = "NAME.NAMESPACE")]
    service: Option<String>,
    /// How to print the lists.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  meshwright endpoints mesh.yaml
  meshwright endpoints mesh.yaml --from cluster1 --service helloworld.sample
  meshwright endpoints mesh.yaml --json

The lists are for one pod in each cluster that has the service; with more, weights grow.

Exit codes: 0 requests to every entry arrive, 1 some do not, 2 a name means nothing.";

/// Prints the lists.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = load(&arguments.file.file, ui)?;
    let compiled = &loaded.compiled;
    // A mesh with findings is what one asks about; a document that cannot be read is not.
    if !compiled.is_whole {
        loaded.gate(ui)?;
    }
    let (Some(mesh), Some(graph)) = (&compiled.mesh, &compiled.graph) else {
        return Err(Exit::Findings);
    };
    let predictor = predictor(mesh, graph);
    let from = arguments.from.as_deref();
    let found = lists(mesh, &predictor, from, arguments.service.as_deref());
    let found = match found {
        Ok(found) => found,
        Err(error) => return Err(ui.error(&error.text())),
    };
    let record = EndpointsRecord::new(&found, &predictor, mesh, ui.words());
    let printed = match Format::of(arguments.format, arguments.json) {
        Format::Human => human::render(&record, ui),
        Format::Json => pretty(&record),
        Format::Markdown => markdown::render(&record, ui),
    };
    ui.print(printed);
    let is_whole = |list: &EndpointListRecord| {
        list.unserved.is_none() && list.endpoints.iter().all(|entry| entry.arrives)
    };
    Ok(if record.lists.iter().all(is_whole) {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
