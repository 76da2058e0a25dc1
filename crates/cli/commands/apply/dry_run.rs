//! `apply --dry-run` and what `drift` shares with it: what is there, compared with the plan.

use meshwright_apply::executor::{Seen, Task};
use meshwright_apply::journal::History;
use meshwright_apply::survey::{Look, survey};
use meshwright_apply::undo::apply_tasks;
use meshwright_apply::{Ready, Selection};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::{API_VERSION, SurveyRecord, SurveyStepRecord};

use crate::carry::run::signals;
use crate::carry::scene::{self, Scene};
use crate::carry::{MeshArguments, RunArguments, say};
use crate::exit::Exit;
use crate::ui::Ui;

/// Looks what an apply would do.
pub(crate) fn run(mesh: &MeshArguments, run: &RunArguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = scene::read(mesh, ui)?;
    let ready = scene::ready(&loaded, ui)?;
    let scene = Scene::set(mesh, &ready, ui)?;
    signals(&scene, ui)?;
    let tasks = apply_tasks(ready.plan, &History::default(), &Selection::default());
    let looks = look(&scene, &tasks, run.parallel);
    let connects = connects(&ready);
    let steps = looks
        .iter()
        .map(|look| SurveyStepRecord {
            connects: connects
                .iter()
                .filter(|(place, _)| *place == look.place)
                .map(|(_, pair)| pair.clone())
                .collect(),
            ..record(look, &tasks, ui)
        })
        .collect();
    let record = SurveyRecord {
        api_version: API_VERSION,
        kind: "DryRun",
        mesh: ready.mesh.name.to_string(),
        is_clean: looks.iter().all(Look::is_well),
        steps,
    };
    if mesh.json {
        ui.print(pretty(&record));
        return Ok(Exit::Clean);
    }
    for step in &record.steps {
        print_step(step, true, ui);
    }
    let n_open = looks.iter().filter(|look| !look.is_well()).count();
    let sentence = ui.say(&text!("carry-would-do", steps = n_open));
    ui.print_line(format_args!("\n{sentence}"));
    Ok(Exit::Clean)
}

/// Looks at every step.
pub(crate) fn look(scene: &Scene<'_>, tasks: &[Task<'_>], parallel: usize) -> Vec<Look> {
    survey(
        tasks,
        &scene.executor(),
        &scene.clock,
        &scene.interrupt,
        parallel,
        &mut |_| {},
    )
}

/// What was seen of a step, for programs.
pub(crate) fn record(look: &Look, tasks: &[Task<'_>], ui: &Ui) -> SurveyStepRecord {
    let mut record = SurveyStepRecord {
        id: tasks[look.place].step.id.to_string(),
        state: "unknown",
        differences: Vec::new(),
        message: None,
        detail: None,
        connects: Vec::new(),
    };
    match &look.sight {
        None => {}
        Some(Err(failure)) => {
            record.message = Some(ui.say(&failure.text));
            record.detail = Some(failure.detail.clone()).filter(|detail| !detail.is_empty());
        }
        Some(Ok(sight)) => match &sight.seen {
            Seen::Done => record.state = "done",
            Seen::Fleeting => record.state = "looks",
            Seen::Partly { present, missing } => {
                record.state = "partly";
                record.message = Some(ui.say(&text!(
                    "carry-missing",
                    present = *present,
                    missing = *missing
                )));
            }
            Seen::Differs(differences) => {
                record.state = "differs";
                record.differences.clone_from(differences);
            }
            Seen::Unready(text) => {
                record.state = "unready";
                record.message = Some(ui.say(text));
            }
        },
    }
    record
}

/// Prints what was seen of a step.
pub(crate) fn print_step(step: &SurveyStepRecord, with_done: bool, ui: &mut Ui) {
    let is_well = matches!(step.state, "done" | "looks");
    if is_well && !with_done {
        return;
    }
    let state = match step.state {
        "done" => text!("carry-state-done"),
        "looks" => text!("carry-state-looks"),
        "partly" => text!("carry-state-partly"),
        "differs" => text!("carry-state-differs"),
        "unready" => text!("carry-state-unready"),
        _ => text!("carry-state-unknown"),
    };
    let state = ui.say(&state);
    ui.print_line(format_args!("{state:<12} {}", step.id));
    if let Some(message) = &step.message {
        let lines = say::problem(message, step.detail.as_deref().unwrap_or_default());
        ui.print(lines);
    }
    for difference in &step.differences {
        let lines = say::problem(difference, "");
        ui.print(lines);
    }
    if !step.connects.is_empty() {
        let pairs: Vec<String> = step
            .connects
            .iter()
            .map(|[from, to]| format!("{from} → {to}"))
            .collect();
        let sentence = ui.say(&text!("carry-connects", pairs = pairs));
        let lines = say::problem(&sentence, "");
        ui.print(lines);
    }
}

/// Which pairs of clusters reach each other once which step is done: the last one of all that the
/// pair needs.
fn connects(ready: &Ready<'_>) -> Vec<(usize, [String; 2])> {
    use meshwright_core::plan::{Op, Probe, StepId, StepKind, Target};
    let steps = &ready.plan.steps;
    let place_of = |id: &StepId| steps.iter().position(|step| step.id == *id);
    let mut connects = Vec::new();
    for step in steps {
        let (Op::Probe(Probe::Requests { answered_by }), Target::Cluster(from)) =
            (&step.op, step.on)
        else {
            continue;
        };
        for to in answered_by.iter() {
            let Some(index) = ready.mesh.cluster_named(to.as_str()) else {
                continue;
            };
            if index == from {
                continue;
            }
            let leader = ready.mesh.control_plane_of(from).unwrap_or(from);
            let mut needed = vec![
                StepId::of(&ready.mesh[leader].name, StepKind::Attach),
                StepId::of(&ready.mesh[from].name, StepKind::ControlPlane),
                StepId::of(to, StepKind::ControlPlane),
            ];
            if ready.mesh[from].network != ready.mesh[index].network {
                for (gateway, cluster) in ready.mesh.clusters() {
                    if ready.mesh[gateway].network == ready.mesh[index].network {
                        for kind in [StepKind::GatewayAddress, StepKind::ExposeServices] {
                            needed.push(StepId::of(&cluster.name, kind));
                        }
                    }
                }
            }
            if let Some(last) = needed.iter().filter_map(place_of).max() {
                connects.push((last, [ready.mesh[from].name.to_string(), to.to_string()]));
            }
        }
    }
    connects
}
