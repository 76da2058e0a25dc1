//! The checks as tests of JUnit.

use std::time::Duration;

use meshwright_core::junit::{Suite, Test, Verdict};
use meshwright_core::wire::v1::{CheckRecord, VerificationRecord};

/// The whole file.
pub(super) fn render(record: &VerificationRecord) -> String {
    let suite = Suite {
        name: record.mesh.clone(),
        seconds: None,
        tests: record.checks.iter().map(test).collect(),
    };
    suite.render()
}

fn test(check: &CheckRecord) -> Test {
    let message = check.message.clone().unwrap_or_default();
    Test {
        class: check.subject.to_string(),
        name: match &check.to {
            Some(to) => format!("{} to {to}", check.from),
            None => check.from.clone(),
        },
        seconds: Some(Duration::from_millis(check.millis).as_secs_f64()),
        verdict: match check.verdict {
            "failed" => Verdict::Failed {
                message,
                detail: check.detail.clone().unwrap_or_default(),
            },
            "skipped" => Verdict::Skipped { message },
            _ => Verdict::Passed,
        },
    }
}
