//! A run as it goes: a line for each step that has ended, below them one for each that runs.
//!
//! Lines that have ended are results and stay; those below are redrawn, on a terminal alone.
//! Elsewhere a step that waits says so at growing intervals.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use meshwright_apply::executor::{Direction, Task};
use meshwright_apply::{Event, Observer, Outcome};
use meshwright_core::diag::render::printable::clean;
use meshwright_core::diag::text;
use meshwright_core::model::Mesh;
use meshwright_core::plan::Target;
use meshwright_core::wire::v1::RunEventRecord;

use super::say;
use crate::exit::Exit;
use crate::ui::Ui;

/// How long a step waits before a line says so where there is no terminal.
const FIRST_WORD: Duration = Duration::from_secs(10);

/// A step that runs.
struct Lane {
    place: usize,
    begun: Instant,
    /// What it does: nothing yet, or what it waits for.
    doing: String,
    is_carrying: bool,
    next_word: Duration,
}

/// Shows a run.
pub(crate) struct Progress<'a> {
    ui: &'a mut Ui,
    mesh: &'a Mesh,
    tasks: &'a [Task<'a>],
    verb: &'static str,
    is_json: bool,
    is_live: bool,
    /// How many lines are to be redrawn.
    n_drawn: usize,
    lanes: Vec<Lane>,
    widest: usize,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(
        tasks: &'a [Task<'a>],
        mesh: &'a Mesh,
        direction: Direction,
        is_json: bool,
        ui: &'a mut Ui,
    ) -> Self {
        let is_live = !is_json && io::stdout().is_terminal() && io::stderr().is_terminal();
        let names = tasks.iter().map(|task| task.step.id.to_string().len());
        Self {
            widest: names.max().unwrap_or_default(),
            ui,
            mesh,
            tasks,
            verb: direction.as_str(),
            is_json,
            is_live,
            n_drawn: 0,
            lanes: Vec::new(),
        }
    }

    /// Gives the terminal back.
    pub(crate) fn close(mut self) {
        self.wipe();
    }

    fn record(&self, event: &'static str, place: usize) -> RunEventRecord {
        let task = &self.tasks[place];
        let cluster = match task.step.on {
            Target::Cluster(index) => Some(self.mesh[index].name.to_string()),
            Target::Workstation => None,
        };
        RunEventRecord {
            step: Some(task.step.id.to_string()),
            cluster,
            ..RunEventRecord::new(event, self.verb)
        }
    }

    fn print_record(&mut self, record: &RunEventRecord) {
        print_record(record, self.ui);
    }

    fn hear_json(&mut self, event: &Event) {
        let record = match event {
            Event::Started { place } => self.record("started", *place),
            Event::Carrying { place } => self.record("carrying", *place),
            Event::Waiting { place, text } => RunEventRecord {
                message: Some(self.ui.say(text)),
                ..self.record("waiting", *place)
            },
            Event::Ended {
                place,
                outcome,
                failure,
                took,
            } => RunEventRecord {
                outcome: Some(outcome.as_str()),
                cause: failure.as_ref().map(|failure| failure.cause.as_str()),
                message: failure.as_ref().map(|failure| self.ui.say(&failure.text)),
                detail: failure
                    .as_ref()
                    .map(|failure| failure.detail.clone())
                    .filter(|detail| !detail.is_empty()),
                millis: u64::try_from(took.as_millis()).ok(),
                ..self.record("ended", *place)
            },
            Event::Stopping => RunEventRecord::new("stopping", self.verb),
            Event::Tick => return,
        };
        self.print_record(&record);
    }

    fn hear_human(&mut self, event: &Event) {
        match event {
            Event::Started { place } => self.lanes.push(Lane {
                place: *place,
                begun: Instant::now(),
                doing: String::new(),
                is_carrying: false,
                next_word: FIRST_WORD,
            }),
            Event::Carrying { place } => {
                for lane in self.lanes.iter_mut().filter(|lane| lane.place == *place) {
                    lane.is_carrying = true;
                }
            }
            Event::Waiting { place, text } => {
                let doing = clean(&self.ui.say(text)).into_owned();
                for lane in self.lanes.iter_mut().filter(|lane| lane.place == *place) {
                    lane.doing.clone_from(&doing);
                }
                self.speak();
            }
            Event::Ended {
                place,
                outcome,
                failure,
                took,
            } => {
                self.lanes.retain(|lane| lane.place != *place);
                self.wipe();
                if *outcome == Outcome::Skipped {
                    return;
                }
                let step = self.tasks[*place].step;
                let title = clean(&self.ui.say(&step.title)).into_owned();
                let line = format!(
                    "{} {:<width$}  {:>8}  {title}",
                    say::outcome(*outcome, self.ui),
                    step.id.to_string(),
                    say::time(*took),
                    width = self.widest
                );
                self.ui.print_line(line.trim_end());
                if let Some(failure) = failure {
                    let lines = say::failure(failure, self.ui);
                    self.ui.print(lines);
                }
                // What has ended is on the screen before anything else begins.
                self.ui.remark("");
            }
            Event::Stopping => {
                self.wipe();
                self.ui.note(&text!("carry-stopping"));
            }
            Event::Tick => self.speak(),
        }
        self.draw();
    }

    /// Where there is no terminal: says what is waited for, at growing intervals.
    fn speak(&mut self) {
        if self.is_live {
            return;
        }
        let mut words = Vec::new();
        for lane in &mut self.lanes {
            let waited = lane.begun.elapsed();
            if waited >= lane.next_word && lane.is_carrying {
                lane.next_word = waited + lane.next_word.min(Duration::from_mins(1));
                let step = self.tasks[lane.place].step.id.to_string();
                words.push(format!("… {step} {} {}", say::time(waited), lane.doing));
            }
        }
        for word in words {
            self.ui.remark(&format!("{}\n", word.trim_end()));
        }
    }

    fn wipe(&mut self) {
        if self.n_drawn > 0 {
            let up = self.n_drawn;
            self.ui.remark(&format!("\r\u{1b}[{up}A\u{1b}[J"));
            self.n_drawn = 0;
        }
    }

    fn draw(&mut self) {
        if !self.is_live {
            return;
        }
        self.wipe();
        let width = self.ui.style().width.saturating_sub(1);
        let mut lines = String::new();
        for lane in &self.lanes {
            let step = self.tasks[lane.place].step.id.to_string();
            let doing = if lane.is_carrying { "▸" } else { "·" };
            let line = format!(
                "{doing} {step:<wide$} {:>8}  {}",
                say::time(lane.begun.elapsed()),
                lane.doing,
                wide = self.widest
            );
            lines.extend(line.chars().take(width));
            lines.push('\n');
        }
        self.n_drawn = self.lanes.len();
        self.ui.remark(&lines);
    }
}

impl Observer for Progress<'_> {
    fn hear(&mut self, event: &Event) {
        if self.is_json {
            self.hear_json(event);
        } else {
            self.hear_human(event);
        }
    }
}

/// Prints an event on a line of its own, at once.
pub(crate) fn print_record(record: &RunEventRecord, ui: &mut Ui) {
    let line = serde_json::to_string(record).unwrap_or_default();
    ui.print_line(line);
    ui.remark("");
}

/// Says before the first write what is wrong; nothing is begun where something stops it.
pub(crate) fn show_problems(
    preflight: &meshwright_apply::preflight::Preflight,
    direction: Direction,
    is_json: bool,
    ui: &mut Ui,
) -> Result<(), Exit> {
    for problem in &preflight.problems {
        let sentence = ui.say(&problem.text);
        if is_json {
            let record = RunEventRecord {
                message: Some(sentence),
                detail: Some(problem.detail.clone()).filter(|detail| !detail.is_empty()),
                cause: Some(match problem.weight {
                    meshwright_apply::preflight::Weight::Stop => "stop",
                    meshwright_apply::preflight::Weight::Warning => "warning",
                }),
                ..RunEventRecord::new("problem", direction.as_str())
            };
            print_record(&record, ui);
        } else {
            let weight = match problem.weight {
                meshwright_apply::preflight::Weight::Stop => text!("cli-error"),
                meshwright_apply::preflight::Weight::Warning => text!("carry-warning"),
            };
            let weight = ui.say(&weight);
            let line = say::problem(&sentence, &problem.detail);
            ui.remark(&format!("{weight}: {}", line.trim_start()));
        }
    }
    if preflight.is_clear() {
        return Ok(());
    }
    ui.note(&text!("carry-nothing-written"));
    Err(Exit::Failed)
}
