//! The steps as a table, grouped by phase.

use std::collections::BTreeMap;

use meshwright_core::diag::render::Colour;
use meshwright_core::diag::{Text, text};
use meshwright_core::model::Mesh;
use meshwright_core::plan::{Phase, Plan, Step, StepId, Target};

use super::headline;
use crate::columns::Table;
use crate::ui::Ui;

/// The steps with their numbers: each phase as a heading wherever it begins.
pub(crate) fn render(plan: &Plan, mesh: &Mesh, ui: &Ui) -> String {
    let style = ui.style();
    let numbers: BTreeMap<&StepId, usize> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| (&step.id, index + 1))
        .collect();
    let workstation = ui.say(&text!("plan-here"));
    let mut table = Table::new();
    let heads = ["", "plan-step", "plan-where", "plan-after", "plan-what"];
    table.row(heads.map(|key| match key {
        "" => "  #".to_owned(),
        _ => ui.say(&Text::new(key, Vec::new())),
    }));
    for step in &plan.steps {
        table.row([
            format!("{:>3}", numbers[&step.id]),
            step.id.to_string(),
            place(step, mesh, &workstation),
            needs(step, &numbers),
            ui.say(&step.title),
        ]);
    }
    let mut out = headline(plan, mesh, ui);
    out.push('\n');
    let mut lines = table.lines("").into_iter();
    if let Some(heads) = lines.next() {
        out.push('\n');
        out.push_str(&heads);
        out.push('\n');
    }
    let mut phase: Option<Phase> = None;
    for (step, line) in plan.steps.iter().zip(lines) {
        if phase != Some(step.phase()) {
            phase = Some(step.phase());
            out.push('\n');
            out.push_str(&heading(&step.phase().title(), style.colour, ui));
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn heading(title: &Text, colour: Colour, ui: &Ui) -> String {
    let title = ui.say(title);
    match colour {
        Colour::Plain => format!("{title}\n"),
        Colour::Styled => format!("\u{1b}[1;96m{title}\u{1b}[0m\n"),
    }
}

fn place(step: &Step, mesh: &Mesh, workstation: &str) -> String {
    match step.on {
        Target::Cluster(index) => mesh[index].name.to_string(),
        Target::Workstation => workstation.to_owned(),
    }
}

/// The numbers of the steps that come before: "3, 5-7, 9".
fn needs(step: &Step, numbers: &BTreeMap<&StepId, usize>) -> String {
    let mut needed: Vec<usize> = step
        .needs
        .iter()
        .filter_map(|id| numbers.get(id).copied())
        .collect();
    needed.sort_unstable();
    ranges(&needed)
}

/// Numbers in order, runs of more than two shortened.
fn ranges(numbers: &[usize]) -> String {
    let mut parts = Vec::new();
    for run in numbers.chunk_by(|a, b| a + 1 == *b) {
        match run {
            [first, _, .., last] => parts.push(format!("{first}-{last}")),
            _ => parts.extend(run.iter().map(ToString::to_string)),
        }
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn runs_are_shortened() {
        assert_eq!(ranges(&[3]), "3");
        assert_eq!(ranges(&[3, 4]), "3, 4");
        assert_eq!(ranges(&[1, 3, 4, 5, 6, 9]), "1, 3-6, 9");
    }
}
