//! Taking the mesh down, what stays behind, and the functions that the commands use.

use meshwright_diag::text;

use super::{Page, SMALL};
use crate::shell::Speller;
use crate::shell::library::library;

pub(super) fn removal(page: &mut Page<'_>) {
    let title = page.say(&text!("removal-title"));
    page.heading(2, &title);
    page.paragraph(&text!("removal-lead"));
    page.commands(&["./teardown.sh".to_owned()]);
    let input = page.input;
    if input.mesh.clusters.len() <= SMALL {
        page.paragraph(&text!("removal-by-hand"));
        let speller = Speller::new(input.mesh);
        let lines: Vec<String> = input
            .plan
            .steps
            .iter()
            .rev()
            .flat_map(|step| speller.spell(step).undo)
            .collect();
        page.commands(&lines);
    }
    page.paragraph(&text!("removal-leftovers"));

    let title = page.say(&text!("appendix-title"));
    page.heading(2, &title);
    page.paragraph(&text!(
        "appendix-digest",
        digest = input.digest,
        version = input.version
    ));
    page.paragraph(&text!("appendix-library"));
    let library = library(input.words, &input.mesh.name);
    page.commands(&[library.trim_end().to_owned()]);
}
