//! The report as tests of JUnit.

use meshwright_core::diag::Words;
use meshwright_core::junit::{Suite, Test, Verdict};

use super::Report;
use super::verdict::verdict;

/// The whole file.
pub(super) fn render(report: &Report, words: &Words) -> String {
    let suite = Suite {
        name: report.mesh.clone(),
        seconds: Some(report.seconds),
        tests: tests(report, words),
    };
    suite.render()
}

fn tests(report: &Report, words: &Words) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut add = |class: &str, name: String, seconds, failure: String| {
        let verdict = if failure.is_empty() {
            Verdict::Passed
        } else {
            Verdict::Failed {
                message: failure,
                detail: String::new(),
            }
        };
        tests.push(Test {
            class: class.to_owned(),
            name,
            seconds,
            verdict,
        });
    };
    for run in &report.runs {
        let failure = if run.reached_end {
            String::new()
        } else if run.said.is_empty() {
            verdict(report, words)
        } else {
            run.said.clone()
        };
        add("run", run.script.clone(), Some(run.seconds), failure);
    }
    for case in &report.cases {
        let situation = case.situation.as_deref().unwrap_or_default();
        let name = format!(
            "{}:{} from {} {} {situation}",
            case.service, case.port, case.from, case.proxy
        );
        let failure = if case.agrees {
            String::new()
        } else {
            let real = case.real.clone().unwrap_or_default().join(" | ");
            format!("predicted {} and got {real}", case.predicted.join(" | "))
        };
        add("list", name.trim_end().to_owned(), None, failure);
    }
    for loss in &report.losses {
        let wrong = loss.statements.iter().filter(|it| !it.agrees());
        let wrong: Vec<String> = wrong
            .map(|it| format!("{} {}: {}", it.about, it.subject, it.real))
            .collect();
        add(
            "loss",
            loss.lost.clone(),
            Some(loss.seconds),
            wrong.join("; "),
        );
    }
    for proof in &report.proofs {
        let failure = match (proof.holds, proof.detail.is_empty()) {
            (true, _) => String::new(),
            (false, true) => proof.name.to_owned(),
            (false, false) => proof.detail.clone(),
        };
        add("proof", proof.name.to_owned(), None, failure);
    }
    for (class, is_checked, objects) in [
        ("second-run", report.is_repeated, &report.changed),
        ("undo", report.is_undone, &report.left),
    ] {
        if !is_checked {
            continue;
        }
        let told: Vec<String> = objects
            .iter()
            .map(|it| format!("{} {} {}", it.cluster, it.how, it.object))
            .collect();
        add(class, report.mesh.clone(), None, told.join("; "));
    }
    for cause in &report.causes {
        let name = format!("{} in {}", cause.name, cause.cluster);
        add("cause", name, None, cause.message.clone());
    }
    tests
}
