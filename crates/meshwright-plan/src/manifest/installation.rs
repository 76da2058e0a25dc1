//! The revision and the images of an installation.

use meshwright_model::{IstioSettings, Revision};

/// The revision and the images of an installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installation {
    /// The revision; `None` for the default one.
    pub revision: Option<Revision>,
    /// The registry of the images; `None` for the release's own.
    pub hub: Option<String>,
    /// The tag of the images; `None` for the release's own.
    pub tag: Option<String>,
}

impl Installation {
    /// The installation that a cluster's settings ask for.
    pub fn of(settings: &IstioSettings) -> Self {
        Self {
            revision: settings.revision.clone(),
            hub: settings.hub.clone(),
            tag: settings.tag.clone(),
        }
    }
}
