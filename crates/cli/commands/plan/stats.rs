//! How large a plan is.

use std::collections::BTreeMap;

use meshwright_core::diag::text;
use meshwright_core::model::Mesh;
use meshwright_core::plan::Plan;

use super::headline;
use crate::columns::Table;
use crate::ui::Ui;

/// Counts by phase and by operation, and the length of the longest chain of steps.
pub(crate) fn render(plan: &Plan, mesh: &Mesh, ui: &Ui) -> String {
    let mut phases = BTreeMap::new();
    let mut ops = BTreeMap::new();
    for step in &plan.steps {
        *phases.entry(step.phase()).or_insert(0_usize) += 1;
        *ops.entry(step.op.as_str()).or_insert(0_usize) += 1;
    }
    let mut table = Table::new();
    for (phase, count) in phases {
        table.row([ui.say(&phase.title()), count.to_string()]);
    }
    table.row([]);
    for (op, count) in ops {
        table.row([op.to_owned(), count.to_string()]);
    }
    table.row([]);
    let depth = ui.say(&text!("plan-depth"));
    table.row([depth, longest_chain(plan).to_string()]);
    let mut out = headline(plan, mesh, ui);
    out.push('\n');
    for line in table.lines("  ") {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Steps that have to follow one another, however many people help.
fn longest_chain(plan: &Plan) -> usize {
    let mut depths = BTreeMap::new();
    for step in &plan.steps {
        let before = step.needs.iter().filter_map(|id| depths.get(id)).max();
        let depth = before.copied().unwrap_or(0_usize) + 1;
        depths.insert(&step.id, depth);
    }
    depths.into_values().max().unwrap_or_default()
}
