//! What needs what, as a flowchart that Markdown readers draw.

use std::collections::BTreeMap;
use std::fmt::Write;

use meshwright_core::plan::{Plan, StepId};

/// A flowchart; an arrow leads from a step to one that needs it.
///
/// Ids of steps hold lower-case letters, digits, `-` and `/` only.
pub(crate) fn render(plan: &Plan) -> String {
    let numbers: BTreeMap<&StepId, usize> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| (&step.id, index + 1))
        .collect();
    let mut out = String::from("flowchart LR\n");
    for step in &plan.steps {
        let _ = writeln!(out, "  s{}[\"{}\"]", numbers[&step.id], step.id);
    }
    for step in &plan.steps {
        for need in step.needs.iter().filter_map(|id| numbers.get(id)) {
            let _ = writeln!(out, "  s{need} --> s{}", numbers[&step.id]);
        }
    }
    out
}
