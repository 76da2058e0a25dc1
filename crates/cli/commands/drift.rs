//! `meshwright drift FILE`: what differs from the plan, by whoever's hand.

use clap::Args;
use meshwright_apply::journal::History;
use meshwright_apply::survey::Look;
use meshwright_apply::undo::apply_tasks;
use meshwright_apply::{Cause, Selection};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::{API_VERSION, SurveyRecord};

use super::apply::dry_run::{look, print_step, record};
use crate::carry::MeshArguments;
use crate::carry::run::signals;
use crate::carry::scene::{self, Scene};
use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `drift`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mesh: MeshArguments,
    /// The most steps that are looked at at a time.
    #[arg(long, value_name = "N", default_value_t = 10)]
    parallel: usize,
}

const EXAMPLES: &str = "\
Examples:
  meshwright drift mesh.yaml
  meshwright drift mesh.yaml --json | jq '.steps[] | select(.state != \"done\")'

Exit codes: 0 nothing differs, 2 not everything could be looked at, 3 something differs.";

/// Looks at every step, and changes nothing.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = scene::read(&arguments.mesh, ui)?;
    let ready = scene::ready(&loaded, ui)?;
    let scene = Scene::set(&arguments.mesh, &ready, ui)?;
    signals(&scene, ui)?;
    let tasks = apply_tasks(ready.plan, &History::default(), &Selection::default());
    let looks = look(&scene, &tasks, arguments.parallel);
    let is_blind = looks.iter().any(is_blind);
    let is_clean = looks.iter().all(Look::is_well);
    let record = SurveyRecord {
        api_version: API_VERSION,
        kind: "Drift",
        mesh: ready.mesh.name.to_string(),
        is_clean,
        steps: looks.iter().map(|look| record(look, &tasks, ui)).collect(),
    };
    if arguments.mesh.json {
        ui.print(pretty(&record));
    } else {
        for step in &record.steps {
            print_step(step, false, ui);
        }
        if is_clean {
            let sentence = ui.say(&text!("carry-no-drift", mesh = ready.mesh.name.as_str()));
            ui.print_line(sentence);
        }
    }
    Ok(if is_blind {
        Exit::Failed
    } else if is_clean {
        Exit::Clean
    } else {
        Exit::Changes
    })
}

/// Whether a step could not be looked at: that says nothing about it.
fn is_blind(look: &Look) -> bool {
    match &look.sight {
        None => true,
        Some(Err(failure)) => !matches!(failure.cause, Cause::Conflict | Cause::Contradiction),
        Some(Ok(_)) => false,
    }
}
