//! The verdict: one sentence with everything that was checked, and nothing else.

use meshwright_core::diag::{Text, Words, text};

use super::Report;

/// What a rehearsal comes to.
pub(super) fn verdict(report: &Report, words: &Words) -> String {
    if let Some(run) = report.runs.iter().find(|run| !run.reached_end) {
        let step = run.steps.last().map_or("", |step| &step.id);
        return words.say(&text!(
            "rehearse-stopped",
            script = &run.script,
            step = step
        ));
    }
    if let Some(cause) = report.causes.first() {
        return words.say(&text!("rehearse-not-well", cause = &cause.message));
    }
    let told: Vec<String> = checked(report).iter().map(|it| words.say(it)).collect();
    let told = told.join(&words.say(&text!("rehearse-and")));
    words.say(&if report.passed {
        let seconds = format!("{:.0}", report.seconds);
        text!("rehearse-passed", checked = told, seconds = seconds)
    } else {
        text!("rehearse-failed", checked = told)
    })
}

/// What was checked, and how it came out.
fn checked(report: &Report) -> Vec<Text> {
    let mut told = vec![text!(
        "rehearse-checked-lists",
        agreeing = report.agreeing,
        cases = report.cases.len()
    )];
    if let Some(traffic) = &report.traffic {
        told.push(text!(
            "rehearse-checked-requests",
            agreeing = traffic.agreeing,
            cases = traffic.cases.len()
        ));
    }
    if !report.losses.is_empty() {
        let all = || report.losses.iter().flat_map(|loss| &loss.statements);
        told.push(text!(
            "rehearse-checked-losses",
            agreeing = all().filter(|it| it.agrees()).count(),
            all = all().count()
        ));
    }
    if report.is_repeated {
        told.push(text!(
            "rehearse-checked-repeat",
            count = report.changed.len()
        ));
    }
    if !report.proofs.is_empty() {
        told.push(text!(
            "rehearse-checked-promises",
            kept = report.proofs.iter().filter(|it| it.holds).count(),
            all = report.proofs.len()
        ));
    }
    if report.is_undone {
        told.push(text!("rehearse-checked-undo", count = report.left.len()));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::verdict;
    use crate::report::tests::{report, words};

    #[test]
    fn a_brief_rehearsal_says_nothing_of_what_it_did_not_check() {
        let mut report = report();
        report.cases.clear();
        report.changed.clear();
        report.passed = true;
        let whole = verdict(&report, &words());
        assert!(whole.contains("changed nothing"), "{whole}");
        assert!(!whole.contains("left"), "{whole}");
        report.is_repeated = false;
        let brief = verdict(&report, &words());
        assert!(
            brief.starts_with("Everything as planned: 0 of 0"),
            "{brief}"
        );
        assert!(!brief.contains("changed"), "{brief}");
        report.is_undone = true;
        let undone = verdict(&report, &words());
        assert!(undone.contains("nothing is left"), "{undone}");
    }

    #[test]
    fn a_failure_says_what_failed() {
        let told = verdict(&report(), &words());
        assert!(told.starts_with("Not as planned: 0 of 1"), "{told}");
        assert!(told.contains("changed 1 object"), "{told}");
    }
}
