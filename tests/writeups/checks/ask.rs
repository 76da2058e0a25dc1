//! What checks ask of an example.

use meshwright_core::model::Cluster;
use meshwright_core::plan::{Op, Step, StepKind};
use serde_json::Value;

use crate::example::{Example, objects};

/// The scripts that run.
pub(crate) const SCRIPTS: [&str; 3] = ["run.sh", "teardown.sh", "lib.sh"];

pub(crate) fn steps(example: &Example, kind: StepKind) -> impl Iterator<Item = &Step> {
    example
        .plan
        .steps
        .iter()
        .filter(move |step| step.id.kind == kind)
}

pub(crate) fn own<'a>(example: &'a Example, step: &Step) -> &'a Cluster {
    let cluster = example.cluster_of(step);
    cluster.unwrap_or_else(|| panic!("{}: {} is in no cluster", example.name, step.id))
}

pub(crate) fn operators(example: &Example) -> Vec<(&Cluster, Value)> {
    let steps = example.plan.steps.iter();
    steps
        .filter(|step| matches!(step.op, Op::IstioctlInstall { .. }))
        .flat_map(|step| {
            let objects = objects(step).into_iter();
            objects.map(|object| (own(example, step), object))
        })
        .collect()
}

pub(crate) fn says(text: &Value, pointer: &str) -> String {
    let value = text.pointer(pointer).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

/// A line of a script that does something.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#') && !line.starts_with("step ")
    })
}

pub(crate) fn access(cluster: &Cluster) -> String {
    let kubeconfig = cluster.kubeconfig.as_ref();
    let kubeconfig = kubeconfig.map_or_else(String::new, |path| format!(" --kubeconfig={path}"));
    format!("{kubeconfig} --context={}", cluster.context)
}
