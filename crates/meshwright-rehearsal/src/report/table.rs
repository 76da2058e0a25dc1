//! The report as a table for people.

use meshwright_core::diag::{Text, Words, text};

use super::Report;
use super::pairs::pairs;
use super::verdict::verdict;
use crate::compare::Case;
use crate::script::Run;

/// The whole table.
pub(super) fn render(report: &Report, words: &Words) -> String {
    let mut table = Table {
        words,
        lines: Vec::new(),
    };
    table.say(&text!(
        "rehearse-headline",
        mesh = &report.mesh,
        istio = &report.istio,
        kubernetes = &report.kubernetes
    ));
    for remark in &report.remarks {
        table.line(&format!("  {remark}"));
    }
    for run in &report.runs {
        table.run(run);
    }
    table.pairs(report);
    table.cases(report);
    if let Some(traffic) = &report.traffic {
        table.line("");
        for line in traffic.lines(words) {
            table.line(&line);
        }
    }
    table.losses(report);
    table.proofs(report);
    for (heading, changes) in [
        (text!("rehearse-changed"), &report.changed),
        (text!("rehearse-left"), &report.left),
    ] {
        if !changes.is_empty() {
            table.line("");
            table.say(&heading);
        }
        for it in changes {
            table.line(&format!("  {}  {}  {}", it.cluster, it.how, it.object));
        }
    }
    for cause in &report.causes {
        table.line("");
        table.line(&format!("{} [{}]", cause.message, cause.name));
        table.line(&format!("  {}", cause.help));
    }
    table.line("");
    table.say(&text!("rehearse-not-rehearsed"));
    for sentence in &report.not_rehearsed {
        table.line(&format!("  {sentence}"));
    }
    table.line("");
    table.line(&verdict(report, words));
    table.lines.join("\n") + "\n"
}

struct Table<'a> {
    words: &'a Words,
    lines: Vec<String>,
}

impl Table<'_> {
    /// One line for each ordered pair of clusters, of the sample's lists or the first ones.
    fn pairs(&mut self, report: &Report) {
        let pairs = pairs(&report.cases);
        if pairs.is_empty() {
            return;
        }
        self.line("");
        self.say(&text!("rehearse-pairs"));
        for pair in &pairs {
            let mark = if pair.agrees { "=" } else { "≠" };
            let list = |entries: &[String]| match entries {
                [] => "-".to_owned(),
                entries => entries.join(" | "),
            };
            let way = format!("{} → {}", pair.from, pair.to);
            let (predicted, real) = (list(&pair.predicted), list(&pair.real));
            self.line(&format!("  {mark} {way:<24} {real}"));
            if predicted != real {
                let sentence = text!("rehearse-predicted", list = predicted);
                let sentence = self.words.say(&sentence);
                self.line(&format!("      {sentence}"));
            }
            if let Some(rule) = &pair.rule {
                let sentence = self.words.say(&text!("rehearse-rule", rule = rule));
                self.line(&format!("      {sentence}"));
            }
        }
    }

    fn losses(&mut self, report: &Report) {
        for loss in &report.losses {
            self.line("");
            let n_agreeing = loss.statements.iter().filter(|it| it.agrees()).count();
            self.say(&text!(
                "rehearse-loss",
                lost = &loss.lost,
                agreeing = n_agreeing,
                all = loss.statements.len()
            ));
            for it in &loss.statements {
                let mark = if it.agrees() { "=" } else { "≠" };
                let (about, subject) = (it.about, &it.subject);
                self.line(&format!("  {mark} {about:<14} {subject:<24} {}", it.real));
                if !it.agrees() {
                    let list = it.predicted.clone();
                    let sentence = self.words.say(&text!("rehearse-predicted", list = list));
                    self.line(&format!("      {sentence}"));
                }
            }
        }
    }

    fn proofs(&mut self, report: &Report) {
        if !report.proofs.is_empty() {
            self.line("");
        }
        for proof in &report.proofs {
            let mark = if proof.holds { "=" } else { "≠" };
            self.line(&format!("  {mark} {} {}", proof.name, proof.detail));
        }
    }

    fn line(&mut self, line: &str) {
        self.lines.push(line.trim_end().to_owned());
    }

    fn say(&mut self, text: &Text) {
        let sentence = self.words.say(text);
        self.line(&sentence);
    }

    fn run(&mut self, run: &Run) {
        self.line("");
        let seconds = format!("{:.1}", run.seconds);
        let text = if run.reached_end {
            text!("rehearse-run", script = &run.script, seconds = seconds)
        } else {
            text!(
                "rehearse-run-stopped",
                script = &run.script,
                seconds = seconds
            )
        };
        self.say(&text);
        for step in &run.steps {
            self.line(&format!(
                "  {:>6.1} s  {:<32} {}",
                step.seconds, step.id, step.title
            ));
        }
        for line in run.said.lines() {
            self.line(&format!("            {line}"));
        }
    }

    fn cases(&mut self, report: &Report) {
        if report.cases.is_empty() {
            return;
        }
        self.line("");
        self.say(&text!(
            "rehearse-cases",
            agreeing = report.agreeing,
            cases = report.cases.len()
        ));
        // What agrees is shown once, for the sample's own proxies.
        let is_shown =
            |case: &&Case| !case.agrees || (case.situation.is_none() && case.proxy == "sample");
        for case in report.cases.iter().filter(is_shown) {
            let mark = if case.agrees { "=" } else { "≠" };
            let real = case
                .real
                .as_ref()
                .map_or_else(|| "-".to_owned(), |it| it.join(" | "));
            let what = format!("{}:{}", case.service, case.port);
            if let (Some(situation), false) = (&case.situation, case.agrees) {
                self.line(&format!("  {situation}"));
            }
            self.line(&format!("  {mark} {:<16} {what:<28} {real}", case.from));
            if !case.agrees {
                let predicted = case.predicted.join(" | ");
                let sentence = self
                    .words
                    .say(&text!("rehearse-predicted", list = predicted));
                self.line(&format!("      {sentence}"));
                for note in &case.notes {
                    self.line(&format!("      {note}"));
                }
            }
        }
    }
}
