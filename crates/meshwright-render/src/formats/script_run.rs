//! `run.sh` and `lib.sh`: the plan as a script, safe to run again.

use std::fmt::Write;

use meshwright_diag::text;

use super::Format;
use crate::RenderInput;
use crate::shell::library::library;
use crate::shell::quote::quote;
use crate::shell::{Istioctls, Speller, helm};

/// The plan as a script.
pub static SCRIPT_RUN: Format = Format {
    name: "script-run",
    render: |input, artifacts| {
        artifacts.add("lib.sh", library(input.words, &input.mesh.name));
        artifacts.add_executable("run.sh", run(input));
    },
};

/// How both scripts begin.
pub(crate) fn head(input: &RenderInput<'_>, purpose: &str) -> String {
    let mut script = format!(
        "#!/bin/sh\n\
         # {}\n\
         # shellcheck disable=SC1091,SC2034\n\
         set -eu\n\
         CDPATH='' cd -- \"$(dirname -- \"$0\")\"\n\
         . ./lib.sh\n\n",
        input
            .words
            .english()
            .say(&text!(purpose.to_owned(), mesh = input.mesh.name.as_str()))
    );
    let mut tools = vec!["kubectl".to_owned(), "openssl".to_owned()];
    let mut checks = String::new();
    for (minor, program) in Istioctls::of(input.mesh).programs() {
        let _ = writeln!(checks, "check_istioctl {minor} {program}");
        tools.push(program);
    }
    if let Some(required) = helm::required(input.mesh, input.plan) {
        tools.insert(2, "helm".to_owned());
        let _ = writeln!(checks, "{}", helm::check(&required));
    }
    let _ = writeln!(script, "need_tools {}", tools.join(" "));
    script.push_str(&checks);
    script
}

/// A sentence without the marks of code, which mean something to a shell and its checkers.
pub(crate) fn plain(sentence: &str) -> String {
    sentence.replace('`', "")
}

fn run(input: &RenderInput<'_>) -> String {
    let speller = Speller::new(input.mesh);
    let mut script = head(input, "script-run");
    for step in &input.plan.steps {
        let title = input.words.english().say(&step.title);
        let id = step.id.to_string();
        let _ = writeln!(script, "\nstep {} {}", quote(&id), quote(&plain(&title)));
        for line in speller.spell(step).run {
            script.push_str(&line);
            script.push('\n');
        }
    }
    let done = input
        .words
        .english()
        .say(&text!("script-done", mesh = input.mesh.name.as_str()));
    let _ = writeln!(script, "\nfinish {}", quote(&plain(&done)));
    script
}
