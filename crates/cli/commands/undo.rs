//! `meshwright undo FILE`: take back what was carried out from here, the last step first.

use clap::Args;
use meshwright_apply::Clock;
use meshwright_apply::executor::Direction;
use meshwright_apply::journal::Record;
use meshwright_apply::preflight::{Purpose, preflight};
use meshwright_apply::undo::{Undoing, undo_tasks};
use meshwright_core::VERSION;
use meshwright_core::diag::text;

use super::apply::{Carried, carry, command, signals};
use crate::carry::confirm::confirm;
use crate::carry::progress::show_problems;
use crate::carry::scene::{self, Scene};
use crate::carry::{MeshArguments, RunArguments};
use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `undo`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mesh: MeshArguments,
    #[command(flatten)]
    run: RunArguments,
    /// The last step that stays; without it, everything is taken back.
    #[arg(long, value_name = "STEP")]
    to: Option<String>,
    /// Take back steps, too, that were done before the first apply from here, or on another
    /// machine.
    #[arg(long)]
    everything: bool,
}

const EXAMPLES: &str = "\
Examples:
  meshwright undo mesh.yaml
  meshwright undo mesh.yaml --to cluster1/control-plane

Exit codes: 0 done, 2 nothing was begun, 4 done in part, 130 stopped by Ctrl-C.";

/// Takes the plan back.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = scene::read(&arguments.mesh, ui)?;
    let ready = scene::ready(&loaded, ui)?;
    if let Some(to) = &arguments.to
        && ready
            .plan
            .steps
            .iter()
            .all(|step| step.id.to_string() != *to)
    {
        return Err(ui.error(&text!("carry-no-such-step", step = to)));
    }
    let scene = Scene::set(&arguments.mesh, &ready, ui)?;
    // Held to the end.
    let _lock = scene.lock(ui)?;
    let journal = scene.journal(ui)?;
    let history = journal.history();
    let undoing = Undoing {
        to: arguments.to.clone(),
        is_everything: arguments.everything,
    };
    let tasks = undo_tasks(ready.plan, &history, &undoing);
    if tasks.is_empty() {
        ui.note(&text!("carry-nothing-to-undo"));
        return Ok(Exit::Clean);
    }
    let executor = scene.executor();
    signals(&scene, ui)?;
    let found = preflight(
        &executor,
        ready.plan,
        Purpose::Undo,
        &history.clusters,
        &scene.clock,
        &scene.interrupt,
    );
    show_problems(&found, Direction::Undo, arguments.mesh.json, ui)?;
    let question = text!(
        "carry-question-undo",
        steps = tasks.len(),
        mesh = ready.mesh.name.as_str(),
        clusters = ready.mesh.clusters.len()
    );
    confirm(&question, arguments.run.yes, ui)?;
    let begin = Record::Begin {
        verb: Direction::Undo.as_str().to_owned(),
        mesh: ready.mesh.name.to_string(),
        plan: ready.digest.clone(),
        meshwright: VERSION.to_owned(),
        at: scene.clock.unix(),
        clusters: found.identities,
    };
    let mut again = command("undo", &arguments.mesh, &arguments.run, None);
    if let Some(to) = &arguments.to {
        again.push(' ');
        again.push_str(&meshwright_core::render::shell::quote::flag("to", to));
    }
    if arguments.everything {
        again.push_str(" --everything");
    }
    let carried = Carried {
        scene: &scene,
        tasks: &tasks,
        direction: Direction::Undo,
        begin,
        is_json: arguments.mesh.json,
        run: &arguments.run,
        is_whole: arguments.to.is_none(),
        again: &again,
    };
    carry(&carried, journal, &executor, ui)
}
