//! Topologies to begin with: one for each deployment model.
//!
//! A starter is one file with one function that describes its clusters, and one line in
//! [`STARTERS`].
//! What is printed is a topology document with comments that say what to change; it passes every
//! rule as it is.

mod layout;
mod multi_primary;
mod primary_remote;
mod single;

use meshwright_diag::{Text, Words, text};
use meshwright_model::IstioVersion;

pub use layout::MOST_CLUSTERS;
use layout::{Sketch, write};

/// A deployment model that a topology can begin with.
#[derive(Clone, Copy)]
pub struct Starter {
    /// The model's name on the command line.
    pub name: &'static str,
    /// Clusters unless told otherwise.
    pub clusters: usize,
    /// The fewest clusters that make the model.
    pub fewest: usize,
    /// The most clusters that it takes.
    pub most: usize,
    sketch: fn(usize, usize) -> Vec<Sketch>,
}

/// Every starter, the smallest first.
pub const STARTERS: &[Starter] = &[
    single::STARTER,
    multi_primary::STARTER,
    primary_remote::STARTER,
];

/// What a starter is to have.
#[derive(Clone, Debug, Default)]
pub struct StarterOptions {
    /// How many clusters; `None` for the starter's own number.
    pub clusters: Option<usize>,
    /// Over how many networks the clusters are spread; `None` for one.
    pub networks: Option<usize>,
    /// The Istio release; `None` for the newest that is known.
    pub istio: Option<IstioVersion>,
}

/// Why there is no such starter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StarterError {
    /// The model does not take that many clusters.
    Clusters {
        /// The fewest.
        fewest: usize,
        /// The most.
        most: usize,
    },
    /// There is no network at all, or one without a cluster.
    Networks {
        /// The most.
        most: usize,
    },
}

impl StarterError {
    /// The error as a sentence.
    pub fn text(self) -> Text {
        match self {
            Self::Clusters { fewest, most } if fewest == most => {
                text!("starter-clusters-exactly", count = fewest)
            }
            Self::Clusters { fewest, most } => {
                text!("starter-clusters", fewest = fewest, most = most)
            }
            Self::Networks { most } => text!("starter-networks", most = most),
        }
    }
}

/// The starter of that name.
pub fn starter(name: &str) -> Option<&'static Starter> {
    STARTERS.iter().find(|starter| starter.name == name)
}

impl Starter {
    /// The one sentence that says what it is.
    pub fn title(&self) -> Text {
        Text::new(format!("starter-{}", self.name), Vec::new())
    }

    /// The topology document, with comments in the language of `words`.
    ///
    /// # Errors
    ///
    /// Says which number does not fit.
    pub fn topology(
        &self,
        options: &StarterOptions,
        words: &Words,
    ) -> Result<String, StarterError> {
        let clusters = options.clusters.unwrap_or(self.clusters);
        if !(self.fewest..=self.most).contains(&clusters) {
            return Err(StarterError::Clusters {
                fewest: self.fewest,
                most: self.most,
            });
        }
        let networks = options.networks.unwrap_or(1);
        if !(1..=clusters).contains(&networks) {
            return Err(StarterError::Networks { most: clusters });
        }
        let version = match &options.istio {
            Some(version) => version.as_str(),
            None => meshwright_catalog::NEWEST,
        };
        let sketches = (self.sketch)(clusters, networks);
        Ok(write(self, version, &sketches, words))
    }
}

#[cfg(test)]
mod tests;
