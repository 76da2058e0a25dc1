//! The numbered steps: why, command, expected, check, undo.

use std::fmt::Write;

use meshwright_diag::{Text, text};
use meshwright_plan::{Phase, Step};

use super::{Page, SMALL};
use crate::shell::Speller;

pub(super) fn steps(page: &mut Page<'_>) {
    let title = page.say(&text!("steps-title"));
    page.heading(2, &title);
    page.paragraph(&text!("steps-lead"));
    let speller = Speller::new(page.input.mesh);
    let is_small = page.input.mesh.clusters.len() <= SMALL;
    if !is_small {
        page.paragraph(&text!("steps-lead-large"));
    }
    let steps = &page.input.plan.steps;
    let mut phase: Option<Phase> = None;
    let mut rest = steps.as_slice();
    let mut number = 1;
    while let Some(first) = rest.first() {
        let same = |step: &Step| step.title.key == first.title.key;
        let n_same = rest.iter().take_while(|step| same(step)).count();
        let (group, after) = rest.split_at(n_same);
        if phase != Some(first.phase()) {
            phase = Some(first.phase());
            let title = page.say(&first.phase().title());
            page.heading(3, &title);
        }
        for (place, step) in group.iter().enumerate() {
            let says_all = is_small || place == 0;
            one(page, &speller, number, step, says_all);
            number += 1;
        }
        rest = after;
    }
}

fn one(page: &mut Page<'_>, speller: &Speller<'_>, number: usize, step: &Step, says_all: bool) {
    let title = page.say(&step.title);
    page.heading(4, &format!("{number}. {title}"));
    if says_all {
        page.paragraph(&step.why());
    }
    let commands = speller.spell(step);
    if !commands.by_meshwright.is_empty() {
        page.commands(&commands.by_meshwright);
        page.paragraph(&text!("steps-openssl"));
    }
    page.commands(&commands.run);
    if !says_all {
        return;
    }
    if !step.done_when.is_empty() {
        let done: Vec<String> = step
            .done_when
            .iter()
            .map(|condition| page.say(&condition.text()))
            .collect();
        let expected = page.say(&text!("steps-expected"));
        let words = page.input.words;
        let done = words.after_colon(&expected, &words.sentence(&done));
        let _ = write!(page.text, "{done}\n\n");
    }
    for (key, lines) in [
        ("steps-check", &commands.check),
        ("steps-undo", &commands.undo),
    ] {
        if !lines.is_empty() {
            page.paragraph(&Text::new(key, Vec::new()));
            page.commands(lines);
        }
    }
}
