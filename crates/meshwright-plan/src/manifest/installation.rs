//! What every IstioOperator says of itself: its name, its revision, its images.

use meshwright_diag::Value;
use meshwright_model::{IstioSettings, Revision};
use serde_json::{Map, json};

use crate::istio::SYSTEM_NAMESPACE;

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

    /// An IstioOperator; `rest` is what its spec has beside profile, revision and images.
    ///
    /// The name is never left out: without one, installing again deletes the east-west gateway.
    pub(crate) fn operator(&self, name: &str, profile: &str, rest: Map<String, Value>) -> Value {
        let mut spec = Map::new();
        spec.insert("profile".into(), json!(profile));
        let revision = self.revision.as_ref().map(Revision::as_str);
        for (key, value) in [
            ("revision", revision),
            ("hub", self.hub.as_deref()),
            ("tag", self.tag.as_deref()),
        ] {
            if let Some(value) = value {
                spec.insert(key.into(), json!(value));
            }
        }
        spec.extend(rest);
        json!({
            "apiVersion": "install.istio.io/v1alpha1",
            "kind": "IstioOperator",
            "metadata": {"name": name, "namespace": SYSTEM_NAMESPACE},
            "spec": spec,
        })
    }
}
