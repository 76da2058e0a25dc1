//! `plan.json`, run.sh, the runbook and the planned steps are one and the same.

use meshwright_core::render::shell::Speller;
use serde_json::Value;

use crate::bundles::BUNDLES;
use crate::shell_words::commands;

/// The ids of run.sh in order, each with the lines that follow it.
fn scripted(run: &str) -> Vec<(String, Vec<String>)> {
    let mut scripted: Vec<(String, Vec<String>)> = Vec::new();
    for line in run.lines() {
        let words = commands(line).into_iter().next().unwrap_or_default();
        match (words.first().map(String::as_str), scripted.last_mut()) {
            (Some("step"), _) => scripted.push((words[1].clone(), Vec::new())),
            (Some("finish") | None, _) | (_, None) => {}
            (Some(_), Some((_, commands))) => commands.push(line.to_owned()),
        }
    }
    scripted
}

#[test]
fn the_script_has_the_planned_steps_in_the_planned_order_with_the_planned_commands() {
    for bundle in BUNDLES.iter() {
        let steps = bundle.plan.steps.iter();
        let planned: Vec<(String, Vec<String>)> = steps
            .map(|step| {
                let spelled = Speller::new(&bundle.mesh).spell(step);
                (step.id.to_string(), spelled.run)
            })
            .collect();
        assert_eq!(scripted(&bundle.read("run.sh")), planned, "{}", bundle.name);
    }
}

#[test]
fn plan_json_lists_the_steps_of_the_script_in_the_same_order() {
    for bundle in BUNDLES.iter() {
        let plan: Value = serde_json::from_str(&bundle.read("plan.json")).expect("it is JSON");
        let steps = plan["steps"].as_array().expect("steps are a list");
        let ids: Vec<&str> = steps
            .iter()
            .filter_map(|step| step["id"].as_str())
            .collect();
        let scripted = scripted(&bundle.read("run.sh"));
        let scripted: Vec<&str> = scripted.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, scripted, "{}", bundle.name);
    }
}

#[test]
fn teardown_takes_back_in_the_opposite_order_what_leaves_something_behind() {
    for bundle in BUNDLES.iter() {
        let taken_back: Vec<String> = bundle
            .read("teardown.sh")
            .lines()
            .filter(|line| line.starts_with("step "))
            .map(|line| commands(line)[0][1].clone())
            .collect();
        let steps = bundle.plan.steps.iter().rev();
        let planned: Vec<String> = steps
            .filter(|step| step.undo.is_some())
            .map(|step| step.id.to_string())
            .collect();
        assert_eq!(taken_back, planned, "{}", bundle.name);
    }
}

#[test]
fn every_step_of_plan_json_says_why_and_when_it_is_done() {
    for bundle in BUNDLES.iter() {
        let plan: Value = serde_json::from_str(&bundle.read("plan.json")).expect("it is JSON");
        assert_eq!(plan["complete"], Value::Bool(true));
        for step in plan["steps"].as_array().expect("steps are a list") {
            let place = format!("{}: {}", bundle.name, step["id"]);
            for field in ["title", "why"] {
                let said = step[field].as_str().unwrap_or_default();
                assert!(
                    said.len() > 10 && !said.contains('{'),
                    "{place}: {field}: {said}"
                );
            }
            let done_when = step["doneWhen"].as_array().expect("a list");
            assert!(!done_when.is_empty(), "{place}");
        }
    }
}

#[test]
fn the_topology_in_the_bundle_is_the_one_that_was_given() {
    for bundle in BUNDLES.iter() {
        let given = std::fs::read_to_string(bundle.folder.with_extension("yaml"));
        assert_eq!(
            bundle.read("topology.yaml"),
            given.expect("it was written"),
            "{}",
            bundle.name
        );
    }
}
