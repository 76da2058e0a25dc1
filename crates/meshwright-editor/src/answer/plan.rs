//! The steps of the plan, and the ways that have to be open.

use meshwright_core::diag::Value;
use serde::Deserialize;

/// A step of the plan.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// The heading it stands under.
    pub phase: String,
    /// What it does.
    pub title: String,
    /// Why.
    pub why: String,
    /// `{"cluster": …}` or `"workstation"`.
    pub on: Value,
    /// The steps before it.
    pub needs: Vec<String>,
    /// The commands, as the runbook has them.
    #[serde(default)]
    pub commands: Vec<String>,
}

impl Step {
    /// The cluster it is carried out in; `None` for the machine of whoever follows the plan.
    pub fn cluster(&self) -> Option<&str> {
        self.on.get("cluster").and_then(Value::as_str)
    }
}

/// The plan.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The codes of errors that have to go first.
    pub blocked_by: Vec<String>,
    /// The headings that the steps stand under.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A heading over steps.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Phase {
    /// What steps name it by.
    pub name: String,
    /// The heading itself.
    pub title: String,
}

impl Plan {
    /// The heading of a phase; of one that the planner does not tell, its name.
    pub fn heading<'a>(&'a self, phase: &'a str) -> &'a str {
        let told = self.phases.iter().find(|it| it.name == phase);
        told.map_or(phase, |it| &it.title)
    }
}

/// A way that has to be open.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Port {
    /// What it is for.
    pub purpose: String,
    /// Who connects.
    pub source: String,
    /// To whom.
    pub target: String,
    /// The port; absent for every port that workloads listen on.
    pub port: Option<u16>,
    /// `tcp`.
    pub protocol: String,
    /// Whether firewalls see it.
    pub crosses_borders: bool,
}

/// The ways that have to be open.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Ports {
    /// The ways.
    pub ports: Vec<Port>,
}
