//! `teardown.sh`: every step taken back, the last one first.

use std::fmt::Write;

use meshwright_diag::text;

use super::Format;
use super::script_run::{head, plain};
use crate::shell::Speller;
use crate::shell::quote::quote;

/// Every step taken back.
pub static SCRIPT_TEARDOWN: Format = Format {
    name: "script-teardown",
    render: |input, artifacts| {
        let speller = Speller::new(input.mesh);
        let mut script = head(input, "script-teardown");
        for step in input.plan.steps.iter().rev() {
            let undo = speller.spell(step).undo;
            if undo.is_empty() {
                continue;
            }
            let title = input
                .words
                .english()
                .say(&text!("script-undo", title = step.title.clone()));
            let _ = writeln!(
                script,
                "\nstep {} {}",
                quote(&step.id.to_string()),
                quote(&plain(&title))
            );
            for line in undo {
                script.push_str(&line);
                script.push('\n');
            }
        }
        let done = input
            .words
            .english()
            .say(&text!("script-removed", mesh = input.mesh.name.as_str()));
        let _ = writeln!(script, "\nfinish {}", quote(&plain(&done)));
        artifacts.add_executable("teardown.sh", script);
    },
};
