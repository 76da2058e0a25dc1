//! What takes a plan back: its steps from the last to the first, each before what it needed.

use std::collections::BTreeMap;

use meshwright_core::plan::{Plan, StepId};

use crate::executor::{Direction, Task};
use crate::journal::History;
use crate::schedule::{Mode, Selection};

/// What is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undoing {
    /// The last step that stays; everything behind it goes. `None` takes everything back.
    pub to: Option<String>,
    /// Whether steps go that nobody has carried out from this machine.
    pub is_everything: bool,
}

/// The tasks that carry `plan` out.
pub fn apply_tasks<'a>(plan: &'a Plan, history: &History, selection: &Selection) -> Vec<Task<'a>> {
    let modes = selection.modes(&plan.steps);
    let places: BTreeMap<&StepId, usize> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(place, step)| (&step.id, place))
        .collect();
    plan.steps
        .iter()
        .zip(modes)
        .map(|(step, mode)| Task {
            step,
            op: &step.op,
            direction: Direction::Apply,
            needs: step
                .needs
                .iter()
                .filter_map(|need| places.get(need).copied())
                .collect(),
            mode,
            kept: Vec::new(),
            is_ours: is_ours(history, &step.id.to_string()),
        })
        .collect()
}

/// The tasks that take `plan` back, in an order that respects what each needs.
pub fn undo_tasks<'a>(plan: &'a Plan, history: &History, undoing: &Undoing) -> Vec<Task<'a>> {
    let last = undoing.to.as_ref().and_then(|to| {
        let mut steps = plan.steps.iter();
        steps.position(|step| step.id.to_string() == *to)
    });
    let mut tasks: Vec<Task<'a>> = Vec::new();
    // For each step, the places of the tasks that have to go before it.
    let mut before: BTreeMap<&StepId, Vec<usize>> = BTreeMap::new();
    for (place, step) in plan.steps.iter().enumerate().rev() {
        let name = step.id.to_string();
        let mut needs = before.remove(&step.id).unwrap_or_default();
        needs.sort_unstable();
        needs.dedup();
        let stays = last.is_some_and(|last| place <= last)
            || !(undoing.is_everything || is_ours(history, &name));
        let passed_on = match &step.undo {
            Some(op) if !stays => {
                tasks.push(Task {
                    step,
                    op,
                    direction: Direction::Undo,
                    needs,
                    mode: Mode::Carry,
                    kept: history
                        .steps
                        .get(&name)
                        .map(|step| step.found.clone())
                        .unwrap_or_default(),
                    is_ours: true,
                });
                vec![tasks.len() - 1]
            }
            // What goes before a step that leaves nothing behind goes before what that needs.
            _ => needs,
        };
        for need in &step.needs {
            before.entry(need).or_default().extend(&passed_on);
        }
    }
    tasks
}

fn is_ours(history: &History, step: &str) -> bool {
    history.steps.get(step).is_some_and(|step| step.is_ours)
}
