//! `meshwright check FILE`: findings, and repairs where they are asked for.

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use meshwright_core::diag::render::{FORMATS, Report, format};
use meshwright_core::diag::{Severity, text};
use meshwright_core::repair::{Repaired, Repairs, repair};

use crate::exit::Exit;
use crate::input::{FileArgument, is_stdin};
use crate::load::{Loaded, load, options};
use crate::output;
use crate::ui::Ui;

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// How to print the findings.
    #[arg(
        long,
        default_value = "human",
        value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
    )]
    format: String,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Fail on findings that are less than errors, too.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Apply the repairs that change nothing but what a finding is about.
    #[arg(long)]
    fix: bool,
    /// Apply the repairs that decide something for you, too.
    #[arg(long)]
    unsafe_fixes: bool,
}

/// From which severity on findings make the check fail.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    /// Warnings and errors.
    Warnings,
    /// Every finding.
    Info,
}

const EXAMPLES: &str = "\
Examples:
  meshwright check mesh.yaml
  meshwright check --deny warnings --format github mesh.yaml
  meshwright check --fix mesh.yaml
  generate-topology | meshwright check -

Exit codes: 0 no findings at or above the threshold, 1 some, 2 the file could not be read.";

/// Prints the findings.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let mut loaded = load(&arguments.file.file, ui)?;
    if arguments.fix || arguments.unsafe_fixes {
        loaded = fix(arguments, loaded, ui)?;
    }
    let name = if arguments.json {
        "json"
    } else {
        &arguments.format
    };
    let findings = &loaded.compiled.findings;
    if let Some(format) = format(name) {
        let rendered = (format.render)(&Report {
            findings,
            words: ui.words(),
            document: loaded.document(),
            style: ui.style(),
        });
        ui.print(rendered);
    }
    let threshold = match arguments.deny {
        None => Severity::Error,
        Some(Deny::Warnings) => Severity::Warning,
        Some(Deny::Info) => Severity::Info,
    };
    let denied = findings.iter().any(|finding| finding.severity >= threshold);
    Ok(if denied { Exit::Findings } else { Exit::Clean })
}

/// Applies repairs to the file and says which; what is left is in the result.
fn fix(arguments: &Arguments, loaded: Loaded, ui: &mut Ui) -> Result<Loaded, Exit> {
    let path = &arguments.file.file;
    if is_stdin(path) {
        return Err(ui.error(&text!("cli-fix-stdin")));
    }
    let which = if arguments.unsafe_fixes {
        Repairs::Unsafe
    } else {
        Repairs::Safe
    };
    let Repaired {
        text,
        applied,
        declined,
        compiled,
    } = repair(&loaded.text, loaded.compiled, which, &options());
    if !applied.is_empty() {
        if let Err(error) = output::replace_file(path, text.as_bytes()) {
            return Err(ui.error(&error.text()));
        }
        for repair in &applied {
            ui.note(&text!(
                "cli-fixed",
                code = repair.code.0,
                title = repair.title.clone()
            ));
        }
    }
    for repair in &declined {
        ui.note(&text!(
            "cli-not-fixed",
            code = repair.code.0,
            title = repair.title.clone()
        ));
    }
    Ok(Loaded {
        name: loaded.name,
        text,
        compiled,
    })
}
