//! Carrying a plan out, from the first look to the last line.

use meshwright_apply::executor::Direction;
use meshwright_apply::undo::apply_tasks;
use meshwright_apply::{Mode, Selection};
use meshwright_core::diag::text;

use super::Choice;
use crate::carry::run::{Carried, Intent, begin, carry, command};
use crate::carry::scene::{self, Scene};
use crate::carry::{MeshArguments, RunArguments};
use crate::exit::Exit;
use crate::passphrase::PassphraseArgument;
use crate::ui::Ui;

/// What is asked for.
pub(crate) struct Going<'a> {
    pub(crate) mesh: &'a MeshArguments,
    pub(crate) run: &'a RunArguments,
    pub(crate) choice: &'a Choice,
    pub(crate) passphrase: &'a PassphraseArgument,
    pub(crate) is_anew: bool,
    pub(crate) is_resumed: bool,
}

/// Carries a plan out.
pub(crate) fn go(going: &Going<'_>, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = scene::read(going.mesh, ui)?;
    let loaded = scene::certify(loaded, going.mesh, going.passphrase, ui)?;
    let ready = scene::ready(&loaded, ui)?;
    let selection = Selection {
        until: going.choice.until.clone(),
        only: going.choice.only.clone(),
    };
    if let Some(stranger) = selection.stranger(&ready.plan.steps) {
        let stranger = stranger.to_owned();
        return Err(ui.error(&text!("carry-no-such-step", step = stranger)));
    }
    let scene = Scene::set(going.mesh, &ready, ui)?;
    // Held to the end.
    let _lock = scene.lock(ui)?;
    let journal = scene.journal(ui)?;
    let history = journal.history();
    let is_same = history.plan.as_ref() == Some(&ready.digest);
    let is_open = history.is_unfinished && history.verb.as_deref() == Some("apply");
    if is_open && !is_same && !going.is_anew {
        let file = going.mesh.file.display().to_string();
        return Err(ui.error(&text!("carry-other-plan", file = file)));
    }
    if going.is_resumed && !is_open {
        ui.note(&text!("carry-nothing-to-resume"));
        return Ok(Exit::Clean);
    }
    let tasks = apply_tasks(ready.plan, &history, &selection);
    let n_steps = tasks.iter().filter(|task| task.mode == Mode::Carry).count();
    let intent = Intent {
        direction: Direction::Apply,
        history: &history,
        question: text!(
            "carry-question-apply",
            steps = n_steps,
            mesh = ready.mesh.name.as_str(),
            clusters = ready.mesh.clusters.len()
        ),
        is_json: going.mesh.json,
        yes: going.run.yes,
    };
    let executor = scene.executor();
    let begin = begin(&scene, &executor, &intent, ui)?;
    let choice = going.choice;
    let until = choice.until.iter().map(|step| ("until", step.as_str()));
    let only = choice.only.iter().map(|step| ("only", step.as_str()));
    let more: Vec<_> = until.chain(only).collect();
    let again = command("resume", going.mesh, going.run, &more);
    let is_whole = going.choice.until.is_none() && going.choice.only.is_empty();
    let carried = Carried {
        scene: &scene,
        tasks: &tasks,
        direction: Direction::Apply,
        begin,
        is_json: going.mesh.json,
        run: going.run,
        is_whole,
        again: &again,
    };
    carry(&carried, journal, &executor, ui)
}
