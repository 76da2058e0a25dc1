//! `meshwright status FILE`: what the journal says, without asking any cluster.

use clap::Args;
use meshwright_apply::Outcome;
use meshwright_apply::journal::{History, read};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::{API_VERSION, RunStatusRecord, StepStatusRecord};

use crate::carry::scene::{self, folder};
use crate::carry::{MeshArguments, say};
use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `status`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mesh: MeshArguments,
}

const EXAMPLES: &str = "\
Examples:
  meshwright status mesh.yaml
  meshwright status mesh.yaml --json | jq -r '.steps[] | select(.outcome == \"failed\") | .id'

Exit codes: 0 told, 2 the journal cannot be read.";

/// Tells what is known.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = scene::read(&arguments.mesh, ui)?;
    let ready = scene::ready(&loaded, ui)?;
    let folder = folder(&arguments.mesh, ready.mesh, ui)?;
    let path = folder.journal_path();
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            let path = path.display().to_string();
            let cause = crate::ui::cause(&error);
            return Err(ui.error(&text!("cli-cannot-read", path = path, cause = cause)));
        }
    };
    let history = match read(&bytes) {
        Ok(reading) => History::of(&reading.records),
        Err(error) => {
            let path = path.display().to_string();
            let problem = error.text();
            return Err(ui.error(&text!("carry-journal", path = path, problem = problem)));
        }
    };
    let steps: Vec<StepStatusRecord> = ready
        .plan
        .steps
        .iter()
        .map(|step| {
            let id = step.id.to_string();
            let known = history.steps.get(&id);
            StepStatusRecord {
                outcome: known.and_then(|it| it.outcome).map(Outcome::as_str),
                verb: known.map(|it| it.verb.clone()),
                is_ours: known.is_some_and(|it| it.is_ours),
                address: known.and_then(|it| it.address.clone()),
                id,
            }
        })
        .collect();
    let record = RunStatusRecord {
        api_version: API_VERSION,
        kind: "RunStatus",
        mesh: ready.mesh.name.to_string(),
        verb: history.verb.clone(),
        is_this_plan: history.plan.as_ref() == Some(&ready.digest),
        is_unfinished: history.is_unfinished,
        at: history.at,
        steps,
    };
    if arguments.mesh.json {
        ui.print(pretty(&record));
    } else {
        print(&record, &history, ui);
    }
    Ok(Exit::Clean)
}

fn print(record: &RunStatusRecord, history: &History, ui: &mut Ui) {
    let mesh = record.mesh.as_str();
    let sentence = match (&record.verb, record.is_this_plan, record.is_unfinished) {
        (None, _, _) => text!("carry-status-never", mesh = mesh),
        (Some(_), false, _) => text!("carry-status-other", mesh = mesh),
        (Some(verb), true, true) => text!("carry-status-open", mesh = mesh, verb = verb),
        (Some(verb), true, false) => text!("carry-status-done", mesh = mesh, verb = verb),
    };
    let sentence = ui.say(&sentence);
    ui.print_line(sentence);
    for step in &record.steps {
        let Some(known) = history.steps.get(&step.id) else {
            continue;
        };
        let Some(outcome) = known.outcome else {
            continue;
        };
        let word = say::outcome(outcome, ui);
        let address = step.address.as_deref().unwrap_or_default();
        let line = format!("{word} {:<6} {} {address}", known.verb, step.id);
        ui.print_line(line.trim_end());
    }
}
