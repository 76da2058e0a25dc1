//! How certificates are replaced, for programs.

use meshwright_diag::Words;
use meshwright_pki::rotate::Stage;
use serde::Serialize;

use super::API_VERSION;

/// The stages of a rotation.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RotationRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Rotation`.
    pub kind: &'static str,
    /// The stages; all clusters finish one before any begins the next.
    pub stages: Vec<StageRecord>,
}

/// One stage.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StageRecord {
    /// Its name, also that of its folder.
    pub id: &'static str,
    /// What is done.
    pub title: String,
    /// Why.
    pub why: String,
    /// When it is done.
    pub done_when: String,
    /// What is done in each cluster, in this order.
    pub actions: Vec<&'static str>,
    /// The clusters, in groups that follow each other.
    pub waves: Vec<Vec<String>>,
}

impl RotationRecord {
    /// The wire form of `stages`.
    pub fn new(stages: &[Stage], words: &Words) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "Rotation",
            stages: stages
                .iter()
                .map(|stage| StageRecord {
                    id: stage.id,
                    title: words.say(&stage.title),
                    why: words.say(&stage.why),
                    done_when: words.say(&stage.done_when),
                    actions: stage.actions.iter().map(|action| action.as_str()).collect(),
                    waves: stage.waves.clone(),
                })
                .collect(),
        }
    }
}
