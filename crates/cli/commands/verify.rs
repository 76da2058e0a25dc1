//! `meshwright verify FILE`: does the mesh do what was predicted?

mod junit;

use std::path::PathBuf;

use clap::Args;
use meshwright_apply::verify::{Check, Verdict, verify};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::wire::v1::{API_VERSION, CheckRecord, VerificationRecord};

use crate::carry::run::signals;
use crate::carry::scene::{self, Scene};
use crate::carry::{MeshArguments, say};
use crate::exit::Exit;
use crate::ui::{Ui, cause};

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mesh: MeshArguments,
    /// Write the checks to this file, too, as JUnit has them.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright verify mesh.yaml
  meshwright verify mesh.yaml --junit verify.xml

Exit codes: 0 as predicted, 2 the tool could not do its job, 5 not as predicted.";

/// Compares the mesh with what was predicted.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = scene::read(&arguments.mesh, ui)?;
    let ready = scene::ready(&loaded, ui)?;
    let scene = Scene::set(&arguments.mesh, &ready, ui)?;
    signals(&scene, ui)?;
    let executor = scene.executor();
    let is_json = arguments.mesh.json;
    let checks = verify(
        &executor,
        ready.plan,
        &scene.clock,
        &scene.interrupt,
        &mut |check| {
            if !is_json {
                print(check, ui);
            }
        },
    );
    let record = VerificationRecord {
        api_version: API_VERSION,
        kind: "Verification",
        mesh: ready.mesh.name.to_string(),
        passed: count(&checks, "passed"),
        failed: count(&checks, "failed"),
        skipped: count(&checks, "skipped"),
        checks: checks.iter().map(|check| record(check, ui)).collect(),
    };
    if let Some(path) = &arguments.junit
        && let Err(error) = std::fs::write(path, junit::render(&record))
    {
        let path = path.display().to_string();
        let cause = cause(&error);
        return Err(ui.error(&text!("cli-cannot-write", path = path, cause = cause)));
    }
    if is_json {
        ui.print(pretty(&record));
    } else {
        let sentence = ui.say(&text!(
            "carry-verified",
            passed = record.passed,
            failed = record.failed,
            skipped = record.skipped
        ));
        ui.print_line(format_args!("\n{sentence}"));
    }
    Ok(if record.failed > 0 {
        Exit::Unproven
    } else {
        Exit::Clean
    })
}

const fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed { .. } => "failed",
        Verdict::Skipped(_) => "skipped",
    }
}

fn count(checks: &[Check], wanted: &str) -> usize {
    let checks = checks.iter();
    checks
        .filter(|check| word(&check.verdict) == wanted)
        .count()
}

fn record(check: &Check, ui: &Ui) -> CheckRecord {
    let (message, detail) = match &check.verdict {
        Verdict::Passed => (None, None),
        Verdict::Failed { text, detail } => (Some(ui.say(text)), Some(detail.clone())),
        Verdict::Skipped(text) => (Some(ui.say(text)), None),
    };
    CheckRecord {
        subject: check.subject.as_str(),
        from: check.from.clone(),
        to: Some(check.to.clone()).filter(|to| !to.is_empty()),
        verdict: word(&check.verdict),
        message,
        detail: detail.filter(|detail| !detail.is_empty()),
        millis: u64::try_from(check.took.as_millis()).unwrap_or(u64::MAX),
    }
}

fn print(check: &Check, ui: &mut Ui) {
    let verdict = match &check.verdict {
        Verdict::Passed => text!("carry-passed"),
        Verdict::Failed { .. } => text!("carry-failed"),
        Verdict::Skipped(_) => text!("carry-skipped"),
    };
    let verdict = ui.say(&verdict);
    let arrow = if check.to.is_empty() { "" } else { " → " };
    let subject = check.subject.as_str();
    ui.print_line(format_args!(
        "{verdict:<8} {subject:<10} {}{arrow}{}",
        check.from, check.to
    ));
    let record = record(check, ui);
    if let Some(message) = &record.message {
        let lines = say::problem(message, record.detail.as_deref().unwrap_or_default());
        ui.print(lines);
    }
    // Each check is on the screen before the next one is made.
    ui.remark("");
}
