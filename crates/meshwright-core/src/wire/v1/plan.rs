//! A plan for programs.

use meshwright_diag::Words;
use meshwright_model::{Cluster, Mesh, Role};
use meshwright_plan::{Condition, Op, Operand, Plan, Step, Target};
use serde::Serialize;

use super::{API_VERSION, FindingRecord};
use crate::Compiled;

/// The steps that make a mesh, or what keeps them from being planned.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Plan`.
    pub kind: &'static str,
    /// The mesh's name; `null` where the document is no topology.
    pub mesh: Option<String>,
    /// The deployment models that were recognised.
    pub models: Vec<&'static str>,
    /// The codes of errors that have to go first; there are no steps while there are any.
    pub blocked_by: Vec<&'static str>,
    /// The clusters, in the order of the document.
    pub clusters: Vec<ClusterRecord>,
    /// The steps, in an order that respects what each needs.
    pub steps: Vec<StepRecord>,
    /// What is to be said about the topology.
    pub findings: Vec<FindingRecord>,
}

/// A cluster, as far as steps name it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterRecord {
    /// Its name.
    pub name: String,
    /// The kubeconfig context of its commands.
    pub context: String,
    /// Its network.
    pub network: String,
    /// `primary`, `remote` or `external`.
    pub role: &'static str,
    /// The cluster whose istiod serves it.
    pub control_plane: Option<String>,
}

/// A step.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRecord {
    /// Readable and stable across re-planning.
    pub id: String,
    /// The heading it stands under.
    pub phase: &'static str,
    /// What it does, in the imperative.
    pub title: String,
    /// The fact that asks for it.
    pub why: String,
    /// The cluster it is carried out in; `null` for the machine of whoever follows the plan.
    pub on: Option<String>,
    /// What it does.
    pub op: OpRecord,
    /// The steps that come before.
    pub needs: Vec<String>,
    /// It is done when all of these hold.
    pub done_when: Vec<ConditionRecord>,
    /// What takes it back.
    pub undo: Option<OpRecord>,
    /// What it yields to later steps.
    pub outputs: Vec<&'static str>,
}

/// An operation.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpRecord {
    /// The kind of operation.
    pub kind: &'static str,
    /// The file of the bundle that it uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The step whose output it needs as the address of istiod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_from: Option<String>,
}

/// Something that can be observed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionRecord {
    /// The kind of condition.
    pub kind: &'static str,
    /// The condition as a sentence.
    pub text: String,
}

impl PlanRecord {
    /// The wire form of the plan in `compiled`.
    pub fn new(compiled: &Compiled, words: &Words) -> Self {
        let mesh = compiled.mesh.as_ref();
        let plan = compiled.plan.as_ref();
        let complete = plan.filter(|plan| plan.is_complete()).zip(mesh);
        Self {
            api_version: API_VERSION,
            kind: "Plan",
            mesh: mesh.map(|mesh| mesh.name.to_string()),
            models: plan.map_or_else(Vec::new, |plan| plan.models.clone()),
            blocked_by: blocked_by(compiled, plan),
            clusters: mesh.map_or_else(Vec::new, clusters),
            steps: complete.map_or_else(Vec::new, |(plan, mesh)| {
                let steps = plan.steps.iter();
                steps
                    .map(|step| StepRecord::new(step, mesh, words))
                    .collect()
            }),
            findings: compiled
                .findings
                .iter()
                .map(|finding| FindingRecord::new(finding, words))
                .collect(),
        }
    }
}

/// Without a plan every error of the document is in its way.
fn blocked_by(compiled: &Compiled, plan: Option<&Plan>) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = match plan {
        Some(plan) => plan.blocked_by.iter().map(|code| code.0).collect(),
        None => compiled
            .findings
            .iter()
            .map(|finding| finding.rule.code.0)
            .collect(),
    };
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn clusters(mesh: &Mesh) -> Vec<ClusterRecord> {
    let record = |cluster: &Cluster| {
        let (role, control_plane) = match cluster.role {
            Role::Primary => ("primary", None),
            Role::Remote { control_plane, .. } => ("remote", control_plane),
            Role::External => ("external", None),
        };
        ClusterRecord {
            name: cluster.name.to_string(),
            context: cluster.context.to_string(),
            network: mesh[cluster.network].name.to_string(),
            role,
            control_plane: control_plane.map(|index| mesh[index].name.to_string()),
        }
    };
    mesh.clusters.iter().map(record).collect()
}

impl StepRecord {
    fn new(step: &Step, mesh: &Mesh, words: &Words) -> Self {
        Self {
            id: step.id.to_string(),
            phase: step.phase().as_str(),
            title: words.say(&step.title),
            why: words.say(&step.why),
            on: match step.on {
                Target::Cluster(index) => Some(mesh[index].name.to_string()),
                Target::Workstation => None,
            },
            op: OpRecord::new(&step.op),
            needs: step.needs.iter().map(ToString::to_string).collect(),
            done_when: step
                .done_when
                .iter()
                .map(|condition| ConditionRecord::new(condition, words))
                .collect(),
            undo: step.undo.as_ref().map(OpRecord::new),
            outputs: step.outputs().iter().map(|key| key.as_str()).collect(),
        }
    }
}

impl OpRecord {
    fn new(op: &Op) -> Self {
        let address_from = match op {
            Op::IstioctlInstall {
                discovery_address: Some(Operand::From { step, .. }),
                ..
            } => Some(step.to_string()),
            _ => None,
        };
        Self {
            kind: op.as_str(),
            file: op.file().map(|file| file.path.clone()),
            address_from,
        }
    }
}

impl ConditionRecord {
    fn new(condition: &Condition, words: &Words) -> Self {
        Self {
            kind: condition.as_str(),
            text: words.say(&condition.text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use meshwright_diag::Language;

    use super::PlanRecord;
    use crate::starter::{StarterOptions, starter};
    use crate::{Options, compile, words};

    #[test]
    fn every_step_comes_after_what_it_needs() {
        let words = words(Language::En);
        let starter = starter("primary-remote").expect("a starter");
        let options = StarterOptions {
            clusters: Some(3),
            networks: Some(2),
            istio: None,
        };
        let text = starter.topology(&options, &words).expect("it fits");
        let record = PlanRecord::new(&compile(&text, &Options::default()), &words);
        assert_eq!(record.blocked_by, Vec::<&str>::new());
        assert!(!record.steps.is_empty());
        let mut seen = BTreeSet::new();
        for step in &record.steps {
            assert!(step.needs.iter().all(|id| seen.contains(id)), "{}", step.id);
            assert!(step.title != step.id && !step.title.starts_with("step-"));
            seen.insert(step.id.clone());
        }
    }

    #[test]
    fn errors_stand_in_for_steps() {
        let words = words(Language::En);
        let record = PlanRecord::new(&compile("kind: x", &Options::default()), &words);
        assert!(record.steps.is_empty());
        assert!(!record.blocked_by.is_empty());
        assert!(!record.findings.is_empty());
    }
}
