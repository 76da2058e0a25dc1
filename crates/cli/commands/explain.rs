//! `meshwright explain CODE`: a rule's page.

use clap::Args;
use meshwright_core::diag::render::Colour;
use meshwright_core::diag::{Language, Severity, text};
use meshwright_core::near::nearest;
use meshwright_core::{all_rules, page};

use crate::columns::Table;
use crate::exit::Exit;
use crate::markdown;
use crate::ui::Ui;

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The code of a finding, such as GWY101, or the rule's name.
    #[arg(required_unless_present = "all")]
    code: Option<String>,
    /// List every rule.
    #[arg(long, conflicts_with = "code")]
    all: bool,
}

const EXAMPLES: &str = "\
Examples:
  meshwright explain GWY101
  meshwright explain --all";

/// Prints the page, or the list.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let Some(code) = arguments.code.as_deref() else {
        list(ui);
        return Ok(Exit::Clean);
    };
    let Some(page) = page(code) else {
        let known = all_rules();
        let known = known.iter().flat_map(|rule| [rule.code.0, rule.name]);
        return Err(ui.error(&match nearest(code, known) {
            Some(other) => text!("cli-unknown-code-near", code = code, near = other),
            None => text!("cli-unknown-code", code = code),
        }));
    };
    if ui.language() != Language::En {
        ui.note(&text!("cli-english-pages"));
    }
    let page = markdown::terminal(page, ui.style());
    ui.print(page);
    Ok(Exit::Clean)
}

fn list(ui: &mut Ui) {
    let style = ui.style();
    let mut table = Table::new();
    for rule in all_rules() {
        let code = rule.code.0;
        let code = match (style.colour, rule.severity) {
            (Colour::Plain, _) => code.to_owned(),
            (Colour::Styled, Severity::Error) => format!("\u{1b}[91m{code}\u{1b}[0m"),
            (Colour::Styled, Severity::Warning) => format!("\u{1b}[93m{code}\u{1b}[0m"),
            (Colour::Styled, Severity::Info) => format!("\u{1b}[94m{code}\u{1b}[0m"),
        };
        table.row([code, rule.severity.to_string(), rule.name.to_owned()]);
    }
    for line in table.lines("") {
        ui.print_line(line);
    }
}
