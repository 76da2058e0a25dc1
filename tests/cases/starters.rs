//! Every starter for every release and install method that can make it.

use meshwright_core::catalog::releases;
use meshwright_core::diag::Language;
use meshwright_core::model::{InstallMethod, IstioVersion};
use meshwright_core::starter::{STARTERS, StarterOptions};
use meshwright_core::{Compiled, Options, compile, words};

/// A starter of one model for one release and one install method.
pub(crate) struct Start {
    /// The starter's name, which is its model's.
    pub(crate) model: &'static str,
    /// The install method.
    pub(crate) method: InstallMethod,
    /// The release's minor.
    pub(crate) minor: &'static str,
    /// Over how many networks it is spread.
    pub(crate) networks: usize,
    /// The topology.
    pub(crate) text: String,
    /// What became of it.
    pub(crate) compiled: Compiled,
}

impl Start {
    /// For messages.
    pub(crate) fn name(&self) -> String {
        format!(
            "{} by {} with {} on {} networks",
            self.model, self.method, self.minor, self.networks
        )
    }
}

/// Every starter, on one network and on two, for every release and every install method;
/// whether the release can make it is told by what became of it.
pub(crate) fn starts() -> Vec<Start> {
    let words = words(Language::En);
    let mut starts = Vec::new();
    for starter in STARTERS {
        for minor in releases() {
            for networks in [1, 2] {
                let options = StarterOptions {
                    networks: Some(networks),
                    istio: Some(IstioVersion::parse(minor).expect("a minor is a version")),
                    ..StarterOptions::default()
                };
                let Ok(topology) = starter.topology(&options, &words) else {
                    continue;
                };
                for &method in InstallMethod::ALL {
                    let version = format!("version: \"{minor}\"\n");
                    let with_method = format!("{version}    installMethod: {method}\n");
                    let text = topology.replacen(&version, &with_method, 1);
                    let compiled = compile(&text, &Options::default());
                    starts.push(Start {
                        model: starter.name,
                        method,
                        minor,
                        networks,
                        text,
                        compiled,
                    });
                }
            }
        }
    }
    starts
}
