//! `meshwright plan FILE`: the ordered steps.

mod dot;
mod mermaid;
mod stats;
mod table;

use clap::{Args, ValueEnum};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::model::Mesh;
use meshwright_core::plan::Plan;
use meshwright_core::wire::v1::PlanRecord;

use crate::exit::Exit;
use crate::input::FileArgument;
use crate::load::load;
use crate::ui::Ui;

/// Arguments of `plan`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// How to print the plan.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print how many steps there are of each kind instead of the steps.
    #[arg(long, conflicts_with_all = ["format", "json"])]
    stats: bool,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, grouped by phase.
    #[default]
    Text,
    /// For programs.
    Json,
    /// A flowchart of what needs what, for Markdown.
    Mermaid,
    /// The same for Graphviz.
    Dot,
}

const EXAMPLES: &str = "\
Examples:
  meshwright plan mesh.yaml
  meshwright plan --json mesh.yaml | jq -r '.steps[].id'
  meshwright plan --format dot mesh.yaml | dot -Tsvg > plan.svg";

/// Prints the plan.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = load(&arguments.file.file, ui)?;
    let compiled = &loaded.compiled;
    if arguments.json || arguments.format == Format::Json {
        let record = pretty(&PlanRecord::new(compiled, ui.words()));
        ui.print(record);
        return Ok(if compiled.has_errors() {
            Exit::Findings
        } else {
            Exit::Clean
        });
    }
    loaded.gate(ui)?;
    let (Some(mesh), Some(plan)) = (&compiled.mesh, &compiled.plan) else {
        return Err(Exit::Findings);
    };
    let printed = if arguments.stats {
        stats::render(plan, mesh, ui)
    } else {
        match arguments.format {
            Format::Text | Format::Json => table::render(plan, mesh, ui),
            Format::Mermaid => mermaid::render(plan),
            Format::Dot => dot::render(plan),
        }
    };
    ui.print(printed);
    Ok(Exit::Clean)
}

/// "Plan for `shop`: multi-primary, 2 clusters on 2 networks, 27 steps".
fn headline(plan: &Plan, mesh: &Mesh, ui: &Ui) -> String {
    let n_networks = mesh
        .networks
        .iter()
        .filter(|network| !network.clusters.is_empty())
        .count();
    let clusters = ui.say(&text!("plan-clusters", count = mesh.clusters.len()));
    let networks = ui.say(&text!("plan-networks", count = n_networks));
    let steps = ui.say(&text!("plan-steps", count = plan.steps.len()));
    ui.say(&text!(
        "plan-headline",
        mesh = &plan.mesh,
        models = plan.models.join(" + "),
        clusters = clusters,
        networks = networks,
        steps = steps
    ))
}
