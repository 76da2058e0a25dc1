//! `meshwright ca check PATH...`: what an istiod or a proxy will refuse.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::render::{Document, FORMATS, Report, format};
use meshwright_core::diag::{Severity, text};
use meshwright_core::model::IstioVersion;
use meshwright_core::pki::{Bundle, CheckOptions, Istiod, certificates, check};
use meshwright_core::trust::istiod;
use meshwright_core::wire::v1::CertificatesRecord;

use super::sources::bundles;
use super::store::StoreArgument;
use crate::columns::Table;
use crate::exit::Exit;
use crate::today::now;
use crate::ui::Ui;

/// Arguments of `ca check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// What to look at: folders with the files of `cacerts`, folders of such folders, manifests
    /// of Secrets, or a topology, whose certificates are then looked for where they are kept.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgument,
    /// The release of the istiods that get the files, where no topology says so.
    #[arg(long, value_name = "VERSION")]
    istio: Option<String>,
    /// How to print the findings.
    #[arg(
        long,
        default_value = "human",
        value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
    )]
    format: String,
    /// The certificates and the findings, for programs.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Fail on findings that are less than errors, too.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
}

/// From which severity on findings make the check fail.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    /// Warnings and errors.
    Warnings,
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca check mesh.yaml
  meshwright ca check west/ east/
  kubectl -n istio-system get secret cacerts -o yaml | meshwright ca check -

Nothing is sent anywhere, and no byte of a key is printed.
Exit codes: 0 no findings at or above the threshold, 1 some, 2 a file could not be read.";

/// Prints certificates and findings.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let release = match arguments.istio.as_deref().map(IstioVersion::parse) {
        None => Istiod::default(),
        Some(Ok(version)) => istiod(&version),
        Some(Err(_)) => {
            let version = arguments.istio.as_deref().unwrap_or_default();
            return Err(ui.error(&text!("cli-not-a-version", version = version)));
        }
    };
    let bundles = bundles(&arguments.paths, &arguments.store, release, ui)?;
    let now = now();
    let findings = check(&bundles, &CheckOptions { now });
    if arguments.json {
        let record = CertificatesRecord::new(&bundles, &findings, now, ui.words());
        ui.print(pretty(&record));
    } else if let Some(format) = format(&arguments.format) {
        if format.name == "human" {
            for line in table(&bundles, ui) {
                ui.print_line(line);
            }
            ui.print_line("");
        }
        let names: Vec<String> = arguments
            .paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let rendered = (format.render)(&Report {
            findings: &findings,
            words: ui.words(),
            document: Document {
                name: &names.join(" "),
                text: "",
            },
            style: ui.style(),
        });
        ui.print(rendered);
    }
    let threshold = match arguments.deny {
        None => Severity::Error,
        Some(Deny::Warnings) => Severity::Warning,
    };
    let denied = findings.iter().any(|finding| finding.severity >= threshold);
    Ok(if denied { Exit::Findings } else { Exit::Clean })
}

/// Each cluster's certificates: what, until when, and a fingerprint.
fn table(bundles: &[Bundle], ui: &Ui) -> Vec<String> {
    let mut table = Table::new();
    table.row(
        ["ca-cluster", "ca-certificate", "ca-until", "ca-fingerprint"]
            .map(|key| ui.say(&text!(key))),
    );
    for bundle in bundles {
        for (_, certificate) in certificates(bundle) {
            let start: String = certificate.fingerprint().chars().take(23).collect();
            table.row([
                bundle.name.clone(),
                certificate.name(),
                certificate.not_after.to_string(),
                start,
            ]);
        }
    }
    table.lines("")
}
