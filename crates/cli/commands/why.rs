//! `meshwright why FILE FROM TO`: hop by hop, how one cluster reaches another.

mod human;
mod markdown;

use clap::Args;
use meshwright_core::ask::ask;
use meshwright_core::diag::render::json::pretty;
use meshwright_core::mend::mend;
use meshwright_core::wire::v1::WhyRecord;

use crate::exit::Exit;
use crate::format::Format;
use crate::input::FileArgument;
use crate::load::load;
use crate::ui::Ui;

/// Arguments of `why`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// The cluster of the caller.
    from: String,
    /// The cluster that is called.
    to: String,
    /// A service that the topology lists.
    #[arg(long, value_name = "NAME.NAMESPACE")]
    service: Option<String>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  meshwright why mesh.yaml cluster1 cluster2
  meshwright why mesh.yaml cluster1 cluster2 --service helloworld.sample
  meshwright why mesh.yaml cluster1 cluster2 --format markdown

Exit codes: 0 requests arrive, 1 they do not, 2 a name means nothing.";

/// Prints the answer.
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
    let answer = ask(
        mesh,
        graph,
        &arguments.from,
        &arguments.to,
        arguments.service.as_deref(),
    );
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return Err(ui.error(&error.text())),
    };
    let repairs = match &compiled.document.topology {
        Some(topology) if !answer.arrives() => mend(topology, &answer, mesh),
        _ => Vec::new(),
    };
    let record = WhyRecord::new(&answer, mesh, ui.words()).mended_by(&repairs, ui.words());
    let printed = match Format::of(arguments.format, arguments.json) {
        Format::Human => human::render(&record, &answer, ui),
        Format::Json => pretty(&record),
        Format::Markdown => markdown::render(&record, &answer, ui),
    };
    ui.print(printed);
    Ok(if record.arrives {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
