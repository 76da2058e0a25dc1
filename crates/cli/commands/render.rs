//! `meshwright render FILE -o DIR`: the whole bundle.

use std::path::PathBuf;

use clap::Args;
use meshwright_core::diag::text;

use crate::commands::ca::with_certs::WithCerts;
use crate::exit::Exit;
use crate::input::FileArgument;
use crate::load::load;
use crate::output::{self, Entry, Written};
use crate::ui::Ui;

/// Arguments of `render`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    /// The directory to write; with --zip, the file.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write one zip file instead of a directory.
    #[arg(long)]
    zip: bool,
    /// Write over what is there: files that are not a bundle, or that were changed by hand.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    with_certs: WithCerts,
}

const EXAMPLES: &str = "\
Examples:
  meshwright render mesh.yaml -o out && (cd out && sha256sum -c SHA256SUMS)
  meshwright render mesh.yaml --zip -o mesh.zip
  meshwright render mesh.yaml --with-certs -o out

A directory that holds an earlier bundle is brought up to date: files that the bundle no longer
has are removed, files of your own stay.";

/// Writes the bundle.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let loaded = load(&arguments.file.file, ui)?;
    loaded.gate(ui)?;
    let loaded = arguments.with_certs.make(loaded, &arguments.output, ui)?;
    let Some(artifacts) = loaded.compiled.artifacts(&loaded.text, ui.words()) else {
        return Err(Exit::Findings);
    };
    let entries: Vec<Entry<'_>> = artifacts
        .iter()
        .map(|(path, artifact)| Entry {
            path,
            bytes: artifact.text.as_bytes(),
            executable: artifact.executable,
        })
        .collect();
    let written = if arguments.zip {
        let folder = loaded
            .compiled
            .mesh
            .as_ref()
            .map_or("mesh", |mesh| mesh.name.as_str());
        output::zip(&arguments.output, folder, &entries, arguments.force)
    } else {
        output::bundle(&arguments.output, &entries, arguments.force)
    };
    match written {
        Ok(Written { removed, path }) => {
            ui.note(&text!(
                "cli-rendered",
                count = entries.len(),
                path = path.display().to_string()
            ));
            if removed > 0 {
                ui.note(&text!("cli-removed", count = removed));
            }
            Ok(Exit::Clean)
        }
        Err(error) => Err(ui.error(&error.text())),
    }
}
