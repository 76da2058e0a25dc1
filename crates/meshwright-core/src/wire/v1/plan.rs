//! A plan for programs.

use meshwright_diag::Words;
use meshwright_model::{Address, Cluster, Mesh, Role};
use meshwright_plan::{Condition, Op, Operand, Plan, Step, Target};
use meshwright_render::shell::spell;
use serde::Serialize;

use super::{API_VERSION, FindingRecord};
use crate::Compiled;
use crate::compile::{VERSION, digest};

/// The steps that make a mesh, or what keeps them from being planned.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Plan`.
    pub kind: &'static str,
    /// The version of Meshwright.
    pub meshwright: &'static str,
    /// The mesh's name; `null` where the document is no topology.
    pub mesh: Option<String>,
    /// The deployment models that were recognised.
    pub models: Vec<&'static str>,
    /// SHA-256 of what the document means; `null` where it is no topology.
    pub input_sha256: Option<String>,
    /// Whether there is nothing in the plan's way.
    pub complete: bool,
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
    /// Where it is carried out.
    pub on: PlaceRecord,
    /// What it does.
    pub op: OpRecord,
    /// The steps that come before.
    pub needs: Vec<String>,
    /// It is done when all of these hold.
    pub done_when: Vec<ConditionRecord>,
    /// The same as commands of a POSIX shell, in the words of the bundle's script.
    pub commands: Vec<String>,
    /// What takes it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo: Option<OpRecord>,
    /// What it yields to later steps.
    pub outputs: Vec<&'static str>,
}

/// Where a step is carried out.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PlaceRecord {
    /// In the cluster of that name.
    Cluster(String),
    /// On the machine of whoever follows the plan.
    Workstation,
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
    /// The address of istiod, where it is told or learned on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_address: Option<OperandRecord>,
}

/// A value that is known, or that an earlier step yields.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum OperandRecord {
    /// Known when planning.
    Known(String),
    /// Yielded by a step that comes before.
    From {
        /// The step.
        from: String,
        /// Which of its outputs.
        output: &'static str,
    },
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
            meshwright: VERSION,
            mesh: mesh.map(|mesh| mesh.name.to_string()),
            models: plan.map_or_else(Vec::new, |plan| plan.models.clone()),
            input_sha256: mesh.map(digest),
            complete: complete.is_some(),
            blocked_by: blocked_by(compiled, plan),
            clusters: mesh.map_or_else(Vec::new, clusters),
            steps: complete.map_or_else(Vec::new, |(plan, mesh)| {
                let steps = plan.steps.iter();
                steps
                    .map(|step| StepRecord::new(step, plan, mesh, words))
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
    fn new(step: &Step, plan: &Plan, mesh: &Mesh, words: &Words) -> Self {
        Self {
            id: step.id.to_string(),
            phase: step.phase().as_str(),
            title: words.say(&step.title),
            why: words.say(&step.why),
            on: match step.on {
                Target::Cluster(index) => PlaceRecord::Cluster(mesh[index].name.to_string()),
                Target::Workstation => PlaceRecord::Workstation,
            },
            op: OpRecord::new(&step.op),
            needs: step.needs.iter().map(ToString::to_string).collect(),
            done_when: step
                .done_when
                .iter()
                .map(|condition| ConditionRecord::new(condition, words))
                .collect(),
            commands: spell(mesh, plan, step).run,
            undo: step.undo.as_ref().map(OpRecord::new),
            outputs: step.outputs().iter().map(|key| key.as_str()).collect(),
        }
    }
}

impl OpRecord {
    fn new(op: &Op) -> Self {
        let discovery_address = match op {
            Op::IstioctlInstall {
                discovery_address, ..
            } => discovery_address.as_ref().map(OperandRecord::new),
            _ => None,
        };
        Self {
            kind: op.as_str(),
            file: op.file().map(|file| file.path.clone()),
            discovery_address,
        }
    }
}

impl OperandRecord {
    fn new(operand: &Operand<Address>) -> Self {
        match operand {
            Operand::Known(address) => Self::Known(address.to_string()),
            Operand::From { step, output } => Self::From {
                from: step.to_string(),
                output: output.as_str(),
            },
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

    use meshwright_diag::{Language, Value};

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
    fn the_plan_in_the_bundle_says_the_same() {
        let words = words(Language::En);
        let starter = starter("primary-remote").expect("a starter");
        let options = StarterOptions {
            networks: Some(2),
            ..StarterOptions::default()
        };
        let text = starter.topology(&options, &words).expect("it fits");
        let compiled = compile(&text, &Options::default());
        let artifacts = compiled.artifacts(&text, &words).expect("no errors");
        let file = artifacts.get("plan.json").expect("every bundle has it");
        let bundled: Value = serde_json::from_str(&file.text).expect("it is JSON");
        let record = PlanRecord::new(&compiled, &words);
        let printed = serde_json::to_value(record).expect("it is JSON");
        assert_within(&bundled, &printed, "");
    }

    /// Whether `inner` has nothing that `outer` says otherwise or not at all.
    fn assert_within(inner: &Value, outer: &Value, at: &str) {
        match (inner, outer) {
            (Value::Object(inner), Value::Object(outer)) => {
                for (key, value) in inner {
                    assert!(outer.contains_key(key), "{at}/{key} is missing");
                    assert_within(value, &outer[key], &format!("{at}/{key}"));
                }
            }
            (Value::Array(inner), Value::Array(outer)) => {
                assert_eq!(inner.len(), outer.len(), "{at}");
                for (index, (inner, outer)) in inner.iter().zip(outer).enumerate() {
                    assert_within(inner, outer, &format!("{at}/{index}"));
                }
            }
            _ => assert_eq!(inner, outer, "{at}"),
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
