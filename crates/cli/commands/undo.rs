//! `meshwright undo FILE`: take back what was carried out from here, the last step first.

use clap::Args;
use meshwright_apply::executor::Direction;
use meshwright_apply::undo::{Undoing, undo_tasks};
use meshwright_core::diag::text;

use crate::carry::run::{Carried, Intent, begin, carry, command};
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
    let intent = Intent {
        direction: Direction::Undo,
        history: &history,
        question: text!(
            "carry-question-undo",
            steps = tasks.len(),
            mesh = ready.mesh.name.as_str(),
            clusters = ready.mesh.clusters.len()
        ),
        is_json: arguments.mesh.json,
        yes: arguments.run.yes,
    };
    let executor = scene.executor();
    let begin = begin(&scene, &executor, &intent, ui)?;
    let to = arguments.to.iter().map(|step| ("to", step.as_str()));
    let more: Vec<_> = to.collect();
    let mut again = command("undo", &arguments.mesh, &arguments.run, &more);
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
