//! `plan.json`: the plan for programs, one step a line; it is in English in every language.

use meshwright_diag::{Arg, Value, Words};
use meshwright_plan::{Condition, Op, Operand, Step, Target};
use serde_json::{Map, json};

use super::Format;
use crate::RenderInput;

/// The plan for programs.
pub static PLAN_JSON: Format = Format {
    name: "plan-json",
    render: |input, artifacts| {
        let mut head = head(input);
        let steps: Vec<String> = input
            .plan
            .steps
            .iter()
            .map(|step| step_value(input, input.words.english(), step).to_string())
            .collect();
        head.insert("steps".into(), Value::Array(Vec::new()));
        let head = Value::Object(head).to_string();
        let open = head.strip_suffix("]}").unwrap_or(&head);
        artifacts.add("plan.json", format!("{open}\n{}\n]}}\n", steps.join(",\n")));
    },
};

/// The plan as a value of `wire::v1`; titles and reasons are in the language of `input`.
pub fn plan_value(input: &RenderInput<'_>) -> Value {
    let mut plan = head(input);
    let steps = input
        .plan
        .steps
        .iter()
        .map(|step| step_value(input, input.words, step))
        .collect();
    plan.insert("steps".into(), Value::Array(steps));
    Value::Object(plan)
}

fn head(input: &RenderInput<'_>) -> Map<String, Value> {
    let plan = input.plan;
    let mut head = Map::new();
    head.insert("apiVersion".into(), json!("meshwright/wire/v1"));
    head.insert("kind".into(), json!("Plan"));
    head.insert("meshwright".into(), json!(input.version));
    head.insert("mesh".into(), json!(plan.mesh.as_str()));
    head.insert("models".into(), json!(plan.models));
    head.insert("inputSha256".into(), json!(input.digest));
    head.insert("complete".into(), json!(plan.is_complete()));
    head.insert("blockedBy".into(), json!(plan.blocked_by));
    head
}

fn step_value(input: &RenderInput<'_>, words: &Words, step: &Step) -> Value {
    let needs: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
    let done_when: Vec<Value> = step.done_when.iter().map(condition_value).collect();
    let on = match step.on {
        Target::Cluster(index) => json!({"cluster": input.mesh[index].name.as_str()}),
        Target::Workstation => json!("workstation"),
    };
    let mut value = json!({
        "id": step.id.to_string(),
        "phase": step.phase().as_str(),
        "title": words.say(&step.title),
        "why": words.say(&step.why()),
        "on": on,
        "op": op_value(&step.op),
        "needs": needs,
        "doneWhen": done_when,
    });
    if let (Some(undo), Some(value)) = (&step.undo, value.as_object_mut()) {
        value.insert("undo".into(), op_value(undo));
    }
    value
}

fn condition_value(condition: &Condition) -> Value {
    let mut value = Map::new();
    value.insert("kind".into(), json!(condition.as_str()));
    for (name, arg) in condition.text().args {
        let arg = match arg {
            Arg::Count(count) => json!(count),
            Arg::Word(word) => json!(word),
            Arg::List(list) => json!(list),
            Arg::Text(text) => json!(text.key),
        };
        value.insert(name.into(), arg);
    }
    Value::Object(value)
}

fn op_value(op: &Op) -> Value {
    let mut value = Map::new();
    value.insert("kind".into(), json!(op.as_str()));
    let files: Vec<&str> = op.files().iter().map(|file| file.path.as_str()).collect();
    if !files.is_empty() {
        value.insert("files".into(), json!(files));
    }
    if let Op::HelmUpgrade { release, .. } | Op::HelmUninstall(release) = op {
        let release = json!({
            "name": release.name,
            "chart": release.chart,
            "version": release.version,
            "namespace": release.namespace,
        });
        value.insert("release".into(), release);
    }
    if let Some(operand) = op.discovery_address() {
        let operand = match operand {
            Operand::Known(address) => json!(address.to_string()),
            Operand::From { step, output } => {
                json!({"from": step.to_string(), "output": output.as_str()})
            }
        };
        value.insert("discoveryAddress".into(), operand);
    }
    Value::Object(value)
}
