//! `meshwright new MODEL`: a topology to begin with.

use clap::Args;
use clap::builder::PossibleValuesParser;
use meshwright_core::diag::text;
use meshwright_core::model::{InstallMethod, IstioVersion};
use meshwright_core::starter::{STARTERS, StarterOptions, starter};

use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `new`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The deployment model.
    #[arg(value_parser = PossibleValuesParser::new(STARTERS.iter().map(|starter| starter.name)))]
    model: String,
    /// How many clusters.
    #[arg(long, value_name = "N")]
    clusters: Option<usize>,
    /// Over how many networks the clusters are spread [default: 1; ambient: one for each].
    #[arg(long, value_name = "M")]
    networks: Option<usize>,
    /// The tool that installs Istio [default: istioctl].
    #[arg(long, value_name = "METHOD", value_parser = PossibleValuesParser::new(InstallMethod::ALL.iter().map(|method| method.as_str())))]
    method: Option<String>,
    /// The Istio release, such as 1.30 or 1.30.3 [default: the newest known].
    #[arg(long, value_name = "VERSION")]
    istio: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright new single > mesh.yaml
  meshwright new multi-primary --clusters 3 --networks 3 > mesh.yaml
  meshwright new primary-remote --networks 2 --istio 1.29 > mesh.yaml
  meshwright new ambient --method helm > mesh.yaml";

/// Prints the topology.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let istio = match arguments.istio.as_deref().map(IstioVersion::parse) {
        None => None,
        Some(Ok(version)) => Some(version),
        Some(Err(_)) => {
            let version = arguments.istio.as_deref().unwrap_or_default();
            return Err(ui.error(&text!("cli-not-a-version", version = version)));
        }
    };
    let options = StarterOptions {
        clusters: arguments.clusters,
        networks: arguments.networks,
        istio,
        method: InstallMethod::ALL
            .iter()
            .copied()
            .find(|method| Some(method.as_str()) == arguments.method.as_deref()),
    };
    let Some(starter) = starter(&arguments.model) else {
        return Err(ui.error(&text!("cli-unknown-model", model = &arguments.model)));
    };
    match starter.topology(&options, ui.words()) {
        Ok(topology) => {
            ui.print(topology);
            Ok(Exit::Clean)
        }
        Err(error) => Err(ui.error(&error.text())),
    }
}
