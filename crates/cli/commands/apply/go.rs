//! Carrying a plan out, from the first look to the last line.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use meshwright_apply::executor::{Direction, Task};
use meshwright_apply::journal::Record;
use meshwright_apply::preflight::{Purpose, preflight};
use meshwright_apply::undo::apply_tasks;
use meshwright_apply::{Clock, Journal, Mode, Outcome, Run, RunOptions, Selection, Summary};
use meshwright_core::VERSION;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::RunEventRecord;

use super::Choice;
use crate::carry::confirm::confirm;
use crate::carry::progress::{Progress, print_record, show_problems};
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
    let executor = scene.executor();
    signals(&scene, ui)?;
    let found = preflight(
        &executor,
        ready.plan,
        Purpose::Apply,
        &history.clusters,
        &scene.clock,
        &scene.interrupt,
    );
    show_problems(&found, Direction::Apply, going.mesh.json, ui)?;
    let tasks = apply_tasks(ready.plan, &history, &selection);
    let n_steps = tasks.iter().filter(|task| task.mode == Mode::Carry).count();
    let question = text!(
        "carry-question-apply",
        steps = n_steps,
        mesh = ready.mesh.name.as_str(),
        clusters = ready.mesh.clusters.len()
    );
    confirm(&question, going.run.yes, ui)?;
    let begin = Record::Begin {
        verb: Direction::Apply.as_str().to_owned(),
        mesh: ready.mesh.name.to_string(),
        plan: ready.digest.clone(),
        meshwright: VERSION.to_owned(),
        at: scene.clock.unix(),
        clusters: found.identities,
    };
    let again = command("resume", going.mesh, going.run, Some(going.choice));
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

/// Has Ctrl-C ask the run to stop.
pub(crate) fn signals(scene: &Scene<'_>, ui: &mut Ui) -> Result<(), Exit> {
    scene
        .interrupt
        .on_signals()
        .map_err(|error| ui.error(&text!("cli-cannot-print", cause = crate::ui::cause(&error))))
}

/// A run that is ready to go.
pub(crate) struct Carried<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) tasks: &'a [Task<'a>],
    pub(crate) direction: Direction,
    pub(crate) begin: Record,
    pub(crate) is_json: bool,
    pub(crate) run: &'a RunArguments,
    /// Whether the end of the run is the end of the plan.
    pub(crate) is_whole: bool,
    /// The command that goes on from where it stops.
    pub(crate) again: &'a str,
}

/// Runs, writes the end into the journal, and says how it went.
pub(crate) fn carry(
    carried: &Carried<'_>,
    mut journal: Journal,
    executor: &meshwright_apply::ToolExecutor<'_>,
    ui: &mut Ui,
) -> Result<Exit, Exit> {
    let scene = carried.scene;
    let begun = scene.clock.now();
    let written = journal.append(&carried.begin);
    written.map_err(|error| ui.error(&error.text()))?;
    let journal = Mutex::new(journal);
    let mut progress = Progress::new(
        carried.tasks,
        scene.ready.mesh,
        carried.direction,
        carried.is_json,
        ui,
    );
    let run = Run {
        tasks: carried.tasks,
        executor,
        journal: &journal,
        clock: &scene.clock,
        interrupt: &scene.interrupt,
        options: RunOptions {
            parallel: carried.run.parallel,
            limit: Duration::from_secs(carried.run.timeout),
            ..RunOptions::default()
        },
    };
    let summary = run.go(&mut progress);
    progress.close();
    let summary = match summary {
        Ok(summary) => summary,
        Err(error) => {
            ui.error(&error.text());
            say_again(carried.again, carried.is_json, ui);
            return Err(Exit::Failed);
        }
    };
    let end = Record::End {
        verb: carried.direction.as_str().to_owned(),
        at: scene.clock.unix(),
        complete: summary.is_complete() && carried.is_whole,
    };
    let journal = journal.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut journal = journal;
    let written = journal.append(&end);
    written.map_err(|error| ui.error(&error.text()))?;
    let took = scene.clock.now().saturating_sub(begun);
    Ok(finish(carried, &summary, took, ui))
}

fn finish(carried: &Carried<'_>, summary: &Summary, took: Duration, ui: &mut Ui) -> Exit {
    let exit = if summary.is_complete() {
        Exit::Clean
    } else if summary.was_stopped {
        Exit::Interrupted
    } else {
        Exit::Partly
    };
    let is_complete = exit == Exit::Clean;
    if carried.is_json {
        let outcome = match exit {
            Exit::Clean => "done",
            Exit::Interrupted => "interrupted",
            _ => "partly",
        };
        let record = RunEventRecord {
            outcome: Some(outcome),
            millis: u64::try_from(took.as_millis()).ok(),
            resume: (!is_complete).then(|| carried.again.to_owned()),
            ..RunEventRecord::new("finished", carried.direction.as_str())
        };
        print_record(&record, ui);
        return exit;
    }
    let mut counts = Vec::new();
    for outcome in Outcome::ALL {
        let count = summary.count(outcome);
        if count > 0 && outcome != Outcome::Skipped {
            counts.push(format!("{count} {}", ui.say(&outcome.text())));
        }
    }
    let took = crate::carry::say::time(took);
    let counts = ui.words().enumerate(&counts);
    let sentence = ui.say(&text!("carry-summary", counts = counts, took = took));
    ui.print_line(format_args!("\n{sentence}"));
    if !is_complete {
        say_again(carried.again, false, ui);
    }
    exit
}

fn say_again(again: &str, is_json: bool, ui: &mut Ui) {
    if !is_json {
        ui.note(&text!("carry-again", command = again));
    }
}

/// The exact command that goes on, quoted for a shell.
pub(crate) fn command(
    verb: &str,
    mesh: &MeshArguments,
    run: &RunArguments,
    choice: Option<&Choice>,
) -> String {
    use meshwright_core::render::shell::quote::{flag, quote};
    let mut words = format!(
        "meshwright {verb} {}",
        quote(&mesh.file.display().to_string())
    );
    let mut add = |name: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = write!(words, " {}", flag(name, value));
    };
    if let Some(state) = &mesh.state {
        add("state", &state.display().to_string());
    }
    if let Some(certificates) = &mesh.store.certificates {
        add("certificates", &certificates.display().to_string());
    }
    if run.parallel != 10 {
        add("parallel", &run.parallel.to_string());
    }
    if run.timeout != 900 {
        add("timeout", &run.timeout.to_string());
    }
    if let Some(choice) = choice {
        if let Some(until) = &choice.until {
            add("until", until);
        }
        for only in &choice.only {
            add("only", only);
        }
    }
    if run.yes {
        words.push_str(" --yes");
    }
    if mesh.json {
        words.push_str(" --json");
    }
    words
}
