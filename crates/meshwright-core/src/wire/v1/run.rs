//! Plans that are carried out, for programs: events as they happen, and what is known afterwards.

use serde::Serialize;

use super::API_VERSION;

/// Something that happened; one line of a stream.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunEventRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `RunEvent`.
    pub kind: &'static str,
    /// `begun`, `problem`, `started`, `carrying`, `waiting`, `ended`, `stopping` or `finished`.
    pub event: &'static str,
    /// `apply` or `undo`.
    pub verb: &'static str,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The cluster in which it is carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// How the step, or the run, ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// What kind of thing went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'static str>,
    /// What there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What a program said, without anything that steers a display.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How long it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub millis: Option<u64>,
    /// The command that goes on from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
}

impl RunEventRecord {
    /// An event of a run.
    pub const fn new(event: &'static str, verb: &'static str) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "RunEvent",
            event,
            verb,
            step: None,
            cluster: None,
            outcome: None,
            cause: None,
            message: None,
            detail: None,
            millis: None,
            resume: None,
        }
    }
}

/// What the journal of a mesh says.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStatusRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `RunStatus`.
    pub kind: &'static str,
    /// The mesh.
    pub mesh: String,
    /// `apply` or `undo`: the last run; `None` where there was none.
    pub verb: Option<String>,
    /// Whether the last run was of the plan of this topology.
    pub is_this_plan: bool,
    /// Whether the last run has not reached its end.
    pub is_unfinished: bool,
    /// When the journal was last written, in seconds since 1970.
    pub at: Option<u64>,
    /// The steps of the plan, in order.
    pub steps: Vec<StepStatusRecord>,
}

/// What the journal says of a step.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepStatusRecord {
    /// The step.
    pub id: String,
    /// How it ended last; `None` where no run has touched it.
    pub outcome: Option<&'static str>,
    /// The verb of that.
    pub verb: Option<String>,
    /// Whether a run has carried it out, and none has taken it back.
    pub is_ours: bool,
    /// The address that it has yielded.
    pub address: Option<String>,
}

/// How what is there compares with the plan.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SurveyRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Drift` or `DryRun`.
    pub kind: &'static str,
    /// The mesh.
    pub mesh: String,
    /// Whether nothing differs.
    pub is_clean: bool,
    /// The steps that were looked at, in order.
    pub steps: Vec<SurveyStepRecord>,
}

/// What was seen of a step.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SurveyStepRecord {
    /// The step.
    pub id: String,
    /// `done`, `looks`, `partly`, `differs`, `unready` or `unknown`.
    pub state: &'static str,
    /// What differs, as `object: field`.
    pub differences: Vec<String>,
    /// What there is to say.
    pub message: Option<String>,
    /// What a program said.
    pub detail: Option<String>,
    /// The pairs of clusters, caller first, that reach each other once the step is done.
    pub connects: Vec<[String; 2]>,
}

/// What verification found.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Verification`.
    pub kind: &'static str,
    /// The mesh.
    pub mesh: String,
    /// How many checks passed.
    pub passed: usize,
    /// How many found something else than was predicted.
    pub failed: usize,
    /// How many could not be made from here.
    pub skipped: usize,
    /// The checks, in order.
    pub checks: Vec<CheckRecord>,
}

/// A check of a verification.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckRecord {
    /// `synced`, `root`, `endpoints` or `requests`.
    pub subject: &'static str,
    /// The cluster that was asked.
    pub from: String,
    /// The cluster that was asked about; `None` where it is about the first alone.
    pub to: Option<String>,
    /// `passed`, `failed` or `skipped`.
    pub verdict: &'static str,
    /// What there is to say.
    pub message: Option<String>,
    /// What a program said.
    pub detail: Option<String>,
    /// How long it took, in milliseconds.
    pub millis: u64,
}
