//! Rehearsals with real API servers, real istioctl and real istiods, and how many endpoint lists
//! are as predicted.
//!
//! Not a stage of `cargo xtask ci`: building the tools takes a quarter of an hour and hundreds of
//! modules, once a machine. A machine that has them runs this as a job of its own.

use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::tests::built;

/// What is rehearsed: topologies with many kinds of services, and the examples that the release at
/// hand can install.
const REHEARSED: &[&str] = &[
    "tests/rehearsal/multi-primary.yaml",
    "tests/rehearsal/multi-primary-helm.yaml",
    "tests/rehearsal/multi-primary-one-network.yaml",
    "tests/rehearsal/primary-remote.yaml",
    "tests/rehearsal/primary-remote-helm.yaml",
    "tests/rehearsal/three-clusters.yaml",
    "tests/rehearsal/known-addresses.yaml",
    "examples/bare-metal-external-ips.yaml",
    "examples/bare-metal-node-ports.yaml",
    "examples/five-clusters-three-networks.yaml",
    "examples/helm-primary-remote.yaml",
    "examples/old-release-primary-remote.yaml",
    "examples/primary-remote-one-network.yaml",
    "examples/primary-remote-two-networks.yaml",
    "examples/shared-remote-two-primaries.yaml",
    "examples/three-clusters-two-control-planes.yaml",
    "examples/two-primaries-one-network.yaml",
    "examples/two-primaries-two-networks.yaml",
    "examples/west-east.yaml",
];

/// The examples that cannot be rehearsed, and why.
#[cfg(test)]
const NOT_REHEARSED: &[(&str, &str)] = &[
    ("examples/ambient-two-networks.yaml", "no ztunnel runs"),
    ("examples/external-control-plane.yaml", "no front gateway"),
    ("examples/hundred-clusters.yaml", "100 control planes"),
    ("examples/sail-three-clusters.yaml", "no Sail operator"),
];

/// What a rehearsal found.
struct Outcome {
    file: String,
    passed: bool,
    agreeing: u64,
    cases: u64,
    seconds: u64,
    /// Why there is no report.
    said: String,
}

/// Rehearses the topologies whose paths contain one of `names`, or all.
pub(crate) fn run(repo: &Repo, names: &[&str]) -> Result<(), Problem> {
    let is_named = |file: &&&str| names.is_empty() || names.iter().any(|it| file.contains(it));
    let files: Vec<&str> = REHEARSED.iter().filter(is_named).copied().collect();
    if files.is_empty() {
        return Err(Problem::new(format!(
            "nothing is called like that; there are:\n  {}",
            REHEARSED.join("\n  ")
        )));
    }
    let format = ["--message-format", "json-render-diagnostics"];
    let mut cargo = repo.cargo(&["build", "--package", "meshwright", "--bin", "meshwright"]);
    let program = built(cargo.args(format), "meshwright")?;
    process::run(repo.command(&program).args(["rehearse", "--setup"]))?;
    let mut outcomes = Vec::new();
    for file in files {
        println!("\n=== {file}");
        let outcome = rehearse(repo.command(&program), file)?;
        println!("{}", line(&outcome));
        outcomes.push(outcome);
    }
    println!();
    for outcome in &outcomes {
        println!("{}", line(outcome));
    }
    let count = |value: fn(&Outcome) -> u64| -> u64 { outcomes.iter().map(value).sum() };
    let (agreeing, cases) = (count(|it| it.agreeing), count(|it| it.cases));
    println!("e2e: {agreeing} of {cases} cases (topology, proxy, service) agree with real istiods");
    let failed: Vec<String> = outcomes
        .iter()
        .filter(|outcome| !outcome.passed)
        .map(|outcome| outcome.file.clone())
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Problem::list("rehearsals that did not pass:", &failed))
}

fn rehearse(mut command: Command, file: &str) -> Result<Outcome, Problem> {
    let start = Instant::now();
    let output = command
        .args(["rehearse", "--script", "--json", file])
        .stdin(Stdio::null())
        .output()?;
    let seconds = start.elapsed().as_secs();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if let Value::Null = report {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.trim().lines().last().unwrap_or("it said nothing");
        return Ok(Outcome {
            file: file.to_owned(),
            passed: false,
            agreeing: 0,
            cases: 0,
            seconds,
            said: last.to_owned(),
        });
    }
    let list = |key: &str| report.get(key).and_then(Value::as_array).cloned();
    let cases = list("cases").unwrap_or_default();
    for case in &cases {
        if case.get("agrees") != Some(&Value::Bool(true)) {
            println!("{case}");
        }
    }
    for key in ["changed", "left"] {
        for change in list(key).unwrap_or_default() {
            println!("{key}: {change}");
        }
    }
    for run in list("runs").unwrap_or_default() {
        if run.get("reachedEnd") != Some(&Value::Bool(true)) {
            let said = run.get("said").and_then(Value::as_str).unwrap_or_default();
            println!("{said}");
        }
    }
    Ok(Outcome {
        file: file.to_owned(),
        passed: report.get("passed") == Some(&Value::Bool(true)),
        agreeing: report.get("agreeing").and_then(Value::as_u64).unwrap_or(0),
        cases: cases.len() as u64,
        seconds,
        said: String::new(),
    })
}

fn line(outcome: &Outcome) -> String {
    let Outcome {
        file,
        agreeing,
        cases,
        seconds,
        said,
        ..
    } = outcome;
    let mark = if outcome.passed { "passed" } else { "FAILED" };
    format!("{mark} {seconds:>5} s {agreeing:>4} of {cases:<4} {file} {said}")
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{NOT_REHEARSED, REHEARSED};
    use crate::repo::Repo;

    #[test]
    fn every_example_is_rehearsed_or_has_a_reason_why_not() {
        let repo = Repo::find().expect("the tests run in the checkout");
        let mut found = BTreeSet::new();
        for folder in ["examples", "tests/rehearsal"] {
            let entries = repo.path(folder).read_dir().expect("the folder is there");
            for entry in entries {
                let name = entry.expect("it can be read").file_name();
                let name = name.to_string_lossy().into_owned();
                if name.ends_with(".yaml") {
                    found.insert(format!("{folder}/{name}"));
                }
            }
        }
        let excused = NOT_REHEARSED.iter().map(|(file, _)| *file);
        let listed: BTreeSet<String> = REHEARSED
            .iter()
            .copied()
            .chain(excused)
            .map(str::to_owned)
            .collect();
        assert_eq!(found, listed);
    }
}
