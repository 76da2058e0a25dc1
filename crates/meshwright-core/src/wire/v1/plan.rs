//! A plan for programs: what `plan.json` in the bundle says, with the clusters and the findings.
//!
//! The file is in English in every language; here sentences are in the language asked for.

use meshwright_diag::{Value, Words};
use meshwright_model::{Cluster, Mesh, Role};
use meshwright_plan::Step;
use meshwright_render::RenderInput;
use meshwright_render::formats::plan_json::plan_value;
use serde::Serialize;
use serde_json::{Map, json};

use super::{API_VERSION, FindingRecord};
use crate::Compiled;
use crate::compile::{VERSION, digest};

/// The steps that make a mesh, or what keeps them from being planned.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRecord {
    /// The fields of `plan.json`; no steps while there are errors.
    #[serde(flatten)]
    pub plan: Map<String, Value>,
    /// The headings that the steps stand under, in their order.
    pub phases: Vec<PhaseRecord>,
    /// The clusters, in the order of the steps.
    pub clusters: Vec<ClusterRecord>,
    /// What is to be said about the topology, in the order of the text.
    pub findings: Vec<FindingRecord>,
}

/// A heading over steps.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseRecord {
    /// What steps name it by.
    pub name: &'static str,
    /// The heading itself.
    pub title: String,
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

impl PlanRecord {
    /// The wire form of the plan in `compiled`.
    pub fn new(compiled: &Compiled, words: &Words) -> Self {
        Self {
            plan: plan(compiled, words),
            phases: phases(compiled, words),
            clusters: compiled.mesh.as_ref().map_or_else(Vec::new, clusters),
            findings: compiled
                .findings
                .iter()
                .map(|finding| FindingRecord::new(finding, words))
                .collect(),
        }
    }
}

fn plan(compiled: &Compiled, words: &Words) -> Map<String, Value> {
    let (Some(mesh), Some(graph), Some(plan)) = (&compiled.mesh, &compiled.graph, &compiled.plan)
    else {
        return nothing(compiled);
    };
    let value = plan_value(&RenderInput {
        mesh,
        graph,
        plan,
        words,
        topology: "",
        digest: &digest(mesh),
        version: VERSION,
    });
    let Value::Object(mut fields) = value else {
        return nothing(compiled);
    };
    if !plan.is_complete() {
        fields.insert("steps".to_owned(), Value::Array(Vec::new()));
    }
    fields
}

/// The plan for a document that is no topology: every finding is in its way.
fn nothing(compiled: &Compiled) -> Map<String, Value> {
    let findings = compiled.findings.iter();
    let mut codes: Vec<&str> = findings.map(|finding| finding.rule.code.0).collect();
    codes.sort_unstable();
    codes.dedup();
    let fields = json!({
        "apiVersion": API_VERSION,
        "kind": "Plan",
        "meshwright": VERSION,
        "mesh": null,
        "models": [],
        "inputSha256": null,
        "complete": false,
        "blockedBy": codes,
        "steps": [],
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn phases(compiled: &Compiled, words: &Words) -> Vec<PhaseRecord> {
    let plan = compiled.plan.as_ref().filter(|plan| plan.is_complete());
    let steps = plan.map_or(&[][..], |plan| &plan.steps);
    let mut phases: Vec<PhaseRecord> = Vec::new();
    for phase in steps.iter().map(Step::phase) {
        if phases.last().is_none_or(|last| last.name != phase.as_str()) {
            phases.push(PhaseRecord {
                name: phase.as_str(),
                title: words.say(&phase.title()),
            });
        }
    }
    phases
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

#[cfg(test)]
mod tests {
    use meshwright_diag::{Language, Value};

    use super::PlanRecord;
    use crate::starter::{StarterOptions, starter};
    use crate::{Compiled, Options, compile, words};

    fn record(compiled: &Compiled) -> Value {
        let record = PlanRecord::new(compiled, &words(Language::En));
        serde_json::to_value(record).expect("it is JSON")
    }

    fn primary_remote(clusters: usize) -> String {
        let options = StarterOptions {
            clusters: Some(clusters),
            networks: Some(2),
            ..StarterOptions::default()
        };
        let starter = starter("primary-remote").expect("a starter");
        let words = words(Language::En);
        starter.topology(&options, &words).expect("it fits")
    }

    #[test]
    fn every_step_comes_after_what_it_needs() {
        let record = record(&compile(&primary_remote(3), &Options::default()));
        assert_eq!(record["blockedBy"], Value::Array(Vec::new()));
        let steps = record["steps"].as_array().expect("steps");
        assert!(!steps.is_empty());
        let mut seen: Vec<&Value> = Vec::new();
        for step in steps {
            let needs = step["needs"].as_array().expect("needs");
            assert!(needs.iter().all(|id| seen.contains(&id)), "{step}");
            let title = step["title"].as_str().expect("a title");
            assert!(!title.starts_with("step-"), "{title}");
            seen.push(&step["id"]);
        }
    }

    #[test]
    fn the_plan_in_the_bundle_says_the_same() {
        let text = primary_remote(2);
        let compiled = compile(&text, &Options::default());
        let words = words(Language::En);
        let artifacts = compiled.artifacts(&text, &words).expect("no errors");
        let file = artifacts.get("plan.json").expect("every bundle has it");
        let bundled: Value = serde_json::from_str(&file.text).expect("it is JSON");
        let printed = record(&compiled);
        for (key, value) in bundled.as_object().expect("an object") {
            assert_eq!(&printed[key], value, "{key}");
        }
    }

    #[test]
    fn the_plan_is_told_in_the_language_asked_for_and_the_file_in_english() {
        let text = primary_remote(2);
        let compiled = compile(&text, &Options::default());
        let english = record(&compiled);
        let words = words(Language::ZhCn);
        let record = PlanRecord::new(&compiled, &words);
        let chinese = serde_json::to_value(record).expect("it is JSON");
        let is_chinese = |text: &Value| {
            let text = text.as_str().expect("a sentence");
            text.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c))
        };
        let all = |record: &Value, list: &str| record[list].as_array().expect("a list").clone();
        for (one, other) in all(&english, "steps").iter().zip(all(&chinese, "steps")) {
            for sentence in ["title", "why"] {
                assert!(is_chinese(&other[sentence]), "{other}");
                assert!(!is_chinese(&one[sentence]), "{one}");
            }
            for same in ["id", "phase", "on", "op", "needs", "doneWhen"] {
                assert_eq!(one[same], other[same]);
            }
        }
        let phases = all(&chinese, "phases");
        assert!(!phases.is_empty());
        assert!(phases.iter().all(|phase| is_chinese(&phase["title"])));
        for step in all(&chinese, "steps") {
            assert!(phases.iter().any(|phase| phase["name"] == step["phase"]));
        }
        let artifacts = compiled.artifacts(&text, &words).expect("no errors");
        let file = artifacts.get("plan.json").expect("every bundle has it");
        assert!(!is_chinese(&Value::String(file.text.clone())));
    }

    #[test]
    fn errors_stand_in_for_steps() {
        let no_gateway = primary_remote(2).replace("eastWestGateway:", "annotations:");
        for text in ["kind: x", "- x", "", &no_gateway] {
            let record = record(&compile(text, &Options::default()));
            assert_eq!(record["apiVersion"], "meshwright/wire/v1", "{text}");
            assert_eq!(record["steps"], Value::Array(Vec::new()), "{text}");
            assert_eq!(record["complete"], false, "{text}");
            assert_ne!(record["blockedBy"], Value::Array(Vec::new()), "{text}");
            assert_ne!(record["findings"], Value::Array(Vec::new()), "{text}");
        }
    }
}
