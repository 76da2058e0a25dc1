//! Topologies to begin with: one for each deployment model.
//!
//! A starter is one file with one function that describes its clusters, and one line in
//! [`STARTERS`].
//! What is printed is a topology document with comments that say what to change; it passes every
//! rule as it is.

mod ambient;
mod external;
mod layout;
mod multi_primary;
mod primary_remote;
mod single;

use meshwright_diag::{Text, Words, text};
use meshwright_model::{DataPlane, InstallMethod, IstioVersion};

pub use layout::MOST_CLUSTERS;
use layout::{Head, Sketch, write};

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
    /// How many of the clusters have no workloads, and so no network to be spread over.
    without_workloads: usize,
    /// How the clusters are spread unless told otherwise.
    spread: Spread,
    /// How workloads join the mesh.
    data_plane: DataPlane,
    sketch: fn(usize, usize) -> Vec<Sketch>,
}

/// How clusters are spread over networks.
#[derive(Clone, Copy)]
enum Spread {
    /// All on one.
    Together,
    /// Each on one of its own.
    Apart,
}

/// Every starter, the smallest first.
pub const STARTERS: &[Starter] = &[
    single::STARTER,
    multi_primary::STARTER,
    primary_remote::STARTER,
    external::STARTER,
    ambient::STARTER,
];

/// What a starter is to have.
#[derive(Clone, Debug, Default)]
pub struct StarterOptions {
    /// How many clusters; `None` for the starter's own number.
    pub clusters: Option<usize>,
    /// Over how many networks the clusters are spread; `None` for the starter's own way.
    pub networks: Option<usize>,
    /// The Istio release; `None` for the newest that is known.
    pub istio: Option<IstioVersion>,
    /// The tool that installs Istio; `None` for istioctl, which is then not written.
    pub method: Option<InstallMethod>,
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
        let most = clusters.saturating_sub(self.without_workloads);
        let networks = options.networks.unwrap_or(match self.spread {
            Spread::Together => 1,
            Spread::Apart => most,
        });
        if !(1..=most).contains(&networks) {
            return Err(StarterError::Networks { most });
        }
        let version = match &options.istio {
            Some(version) => version.as_str(),
            None => meshwright_catalog::NEWEST,
        };
        let sketches = (self.sketch)(clusters, networks);
        let head = Head {
            name: self.name,
            title: self.title(),
            version,
            data_plane: self.data_plane,
            method: options.method,
        };
        Ok(write(&head, &sketches, words))
    }
}

#[cfg(test)]
mod tests;
