//! A run over clusters, forward or back: from the first look to the last line.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use meshwright_apply::executor::{Direction, Task};
use meshwright_apply::journal::{History, Record};
use meshwright_apply::preflight::{Purpose, preflight};
use meshwright_apply::{Clock, Journal, Outcome, Run, RunOptions, Summary, ToolExecutor};
use meshwright_core::VERSION;
use meshwright_core::diag::{Text, text};
use meshwright_core::render::shell::quote::{flag, quote};
use meshwright_core::wire::v1::RunEventRecord;

use super::confirm::confirm;
use super::progress::{Progress, print_record, show_problems};
use super::scene::Scene;
use super::{MeshArguments, RunArguments};
use crate::exit::Exit;
use crate::ui::Ui;

/// What is to be done, before anybody has agreed to it.
pub(crate) struct Intent<'a> {
    pub(crate) direction: Direction,
    /// What an earlier run has written down.
    pub(crate) history: &'a History,
    /// What somebody has to say yes to.
    pub(crate) question: Text,
    pub(crate) is_json: bool,
    /// Whether the answer is known.
    pub(crate) yes: bool,
}

/// Looks at tools and clusters, tells what is in the way, and asks; returns what the journal of
/// the run begins with.
pub(crate) fn begin(
    scene: &Scene<'_>,
    executor: &ToolExecutor<'_>,
    intent: &Intent<'_>,
    ui: &mut Ui,
) -> Result<Record, Exit> {
    signals(scene, ui)?;
    let purpose = match intent.direction {
        Direction::Apply => Purpose::Apply,
        Direction::Undo => Purpose::Undo,
    };
    let ready = scene.ready;
    let found = preflight(
        executor,
        ready.plan,
        purpose,
        &intent.history.clusters,
        &scene.clock,
        &scene.interrupt,
    );
    show_problems(&found, intent.direction, intent.is_json, ui)?;
    confirm(&intent.question, intent.yes, ui)?;
    Ok(Record::Begin {
        verb: intent.direction.as_str().to_owned(),
        mesh: ready.mesh.name.to_string(),
        plan: ready.digest.clone(),
        meshwright: VERSION.to_owned(),
        at: scene.clock.unix(),
        clusters: found.identities,
    })
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
    executor: &ToolExecutor<'_>,
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
    let took = super::say::time(took);
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

/// The exact command that goes on, quoted for a shell; `more` are flags of its own.
pub(crate) fn command(
    verb: &str,
    mesh: &MeshArguments,
    run: &RunArguments,
    more: &[(&str, &str)],
) -> String {
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
    for (name, value) in more {
        add(name, value);
    }
    if run.yes {
        words.push_str(" --yes");
    }
    if mesh.json {
        words.push_str(" --json");
    }
    words
}
