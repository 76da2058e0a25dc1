//! `meshwright man`: manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man;
use meshwright_core::diag::text;

use crate::exit::Exit;
use crate::output::{self, Entry};
use crate::ui::{Ui, cause};

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Write the pages of the program and of each command into this directory.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright man | man -l -
  meshwright man -o ~/.local/share/man/man1";

/// Prints the page of the program, or writes all pages.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let mut command = crate::Arguments::command();
    command.build();
    let render = |command: clap::Command, ui: &mut Ui| {
        let mut page = Vec::new();
        match Man::new(command).render(&mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(ui.error(&text!("cli-cannot-print", cause = cause(&error)))),
        }
    };
    let Some(directory) = &arguments.output else {
        let page = render(command, ui)?;
        ui.print(String::from_utf8_lossy(&page));
        return Ok(Exit::Clean);
    };
    let mut pages = vec![("meshwright.1".to_owned(), render(command.clone(), ui)?)];
    for subcommand in command.get_subcommands() {
        if subcommand.get_name() == "help" {
            continue;
        }
        let name = format!("meshwright-{}", subcommand.get_name());
        let page = render(subcommand.clone(), ui)?;
        pages.push((format!("{name}.1"), page));
    }
    let entries: Vec<Entry<'_>> = pages
        .iter()
        .map(|(path, page)| Entry {
            path,
            bytes: page,
            executable: false,
        })
        .collect();
    match output::write_files(directory, &entries) {
        Ok(()) => Ok(Exit::Clean),
        Err(error) => Err(ui.error(&error.text())),
    }
}
