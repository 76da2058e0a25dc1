//! The requests of a rehearsal as tests of JUnit.

use std::fmt::Write;

use meshwright_core::junit::{Suite, Test, Verdict};
use meshwright_rehearsal::traffic::loss::LossReport;
use meshwright_rehearsal::traffic::report::{TrafficCase, TrafficReport};

/// The whole file.
pub(super) fn render(mesh: &str, report: &TrafficReport) -> String {
    let cases = report.cases.iter().map(|case| {
        let mut name = format!("{} to {}:{}", case.from, case.service, case.port);
        if !case.situation.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(name, ", with {}", case.situation);
        }
        test("requests", name, case.agrees, || told(case))
    });
    let faults = report.faults.iter().map(|fault| {
        test("fault", fault.fault.clone(), fault.agrees, || {
            let found = fault.causes.iter().map(|it| it.message.as_str());
            found.collect::<Vec<_>>().join("\n")
        })
    });
    let losses = report
        .losses
        .iter()
        .map(|loss| test("loss", loss.lost.clone(), loss.agrees, || told_loss(loss)));
    let suite = Suite {
        name: mesh.to_owned(),
        seconds: None,
        tests: cases.chain(faults).chain(losses).collect(),
    };
    suite.render()
}

fn test(class: &str, name: String, agrees: bool, told: impl FnOnce() -> String) -> Test {
    let verdict = if agrees {
        Verdict::Passed
    } else {
        Verdict::Failed {
            message: "not as predicted".to_owned(),
            detail: told(),
        }
    };
    Test {
        class: class.to_owned(),
        name,
        seconds: None,
        verdict,
    }
}

fn told(case: &TrafficCase) -> String {
    let mut told = format!("{} of {} failed", case.failed, case.sent);
    for share in &case.shares {
        let _ = write!(
            told,
            "\n{}: predicted {:.1} %, {} answers",
            share.cluster,
            share.predicted * 100.0,
            share.answers
        );
    }
    for (error, count) in &case.errors {
        let _ = write!(told, "\n{count}: {error}");
    }
    told
}

fn told_loss(loss: &LossReport) -> String {
    let mut told = String::new();
    for caller in &loss.callers {
        let _ = writeln!(
            told,
            "{}: {} of {} failed",
            caller.from, caller.failed, caller.sent
        );
    }
    for pair in &loss.pairs {
        let _ = writeln!(
            told,
            "{} to {}: {} answers before, {} after",
            pair.from, pair.to, pair.before, pair.after
        );
    }
    told
}

#[cfg(test)]
pub(super) mod tests {
    use meshwright_rehearsal::traffic::report::{TrafficCase, TrafficReport, TrafficShare};

    use super::render;

    /// A report with one case that is as predicted and one that is not.
    pub(crate) fn report() -> TrafficReport {
        let share = |cluster: &str, way: &str, predicted, answers| TrafficShare {
            cluster: cluster.to_owned(),
            way: way.to_owned(),
            predicted,
            answers,
        };
        let good = TrafficCase {
            situation: String::new(),
            from: "east".to_owned(),
            service: "helloworld.sample".to_owned(),
            port: 5000,
            shares: vec![
                share("east", "direct", 0.5, 102),
                share("west", "gateway of west", 0.5, 98),
            ],
            sent: 200,
            failed: 0,
            predicted_failing: 0.0,
            median_millis: 3.1,
            p95_millis: 8.0,
            agrees: true,
            errors: Vec::new(),
            causes: Vec::new(),
        };
        let bad = TrafficCase {
            from: "west".to_owned(),
            shares: vec![share("west", "direct", 1.0, 190)],
            failed: 10,
            agrees: false,
            errors: vec![("503 <reset>".to_owned(), 10)],
            ..good.clone()
        };
        TrafficReport {
            pods: 6,
            requests: 200,
            cases: vec![good, bad],
            agreeing: 1,
            ..TrafficReport::default()
        }
    }

    #[test]
    fn a_case_that_is_not_as_predicted_is_a_failure_with_what_came_back() {
        let xml = render("shop", &report());
        assert!(xml.contains("tests=\"2\" failures=\"1\""), "{xml}");
        assert!(
            xml.contains("name=\"east to helloworld.sample:5000\"/>"),
            "{xml}"
        );
        assert!(xml.contains("10 of 200 failed"), "{xml}");
        assert!(xml.contains("10: 503 &lt;reset&gt;"), "{xml}");
    }
}
