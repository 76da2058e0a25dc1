//! What a rehearsal found, for programs and for people.

use meshwright_core::diag::{Text, Words, text};
use serde::Serialize;

use crate::compare::Case;
use crate::script::Run;

/// What a rehearsal found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of the wire types.
    pub api_version: &'static str,
    /// `Rehearsal`.
    pub kind: &'static str,
    /// The name of the mesh.
    pub mesh: String,
    /// The release of Istio that was installed.
    pub istio: String,
    /// The release of Kubernetes that it was installed on.
    pub kubernetes: String,
    /// In what the rehearsed mesh differs from the one in the file.
    pub remarks: Vec<String>,
    /// The clusters and how long each took to start.
    pub clusters: Vec<Started>,
    /// The scripts that were run, in order.
    pub runs: Vec<Run>,
    /// Endpoint lists, predicted and sent.
    pub cases: Vec<Case>,
    /// How many of them agree.
    pub agreeing: usize,
    /// What the second run changed: cluster, and the objects that it made or made anew.
    pub changed: Vec<Changed>,
    /// What was there after the undo and not before: cluster and objects.
    pub left: Vec<Changed>,
    /// What a rehearsal cannot show.
    pub not_rehearsed: Vec<String>,
    /// Whether everything is as it should be.
    pub passed: bool,
    /// Seconds from the first process to the last.
    pub seconds: f64,
}

/// A cluster that was started.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// Its name.
    pub name: String,
    /// Seconds.
    pub seconds: f64,
}

/// Objects of a cluster that should not have changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// The cluster.
    pub cluster: String,
    /// `added`, `removed` or `replaced`.
    pub how: &'static str,
    /// `kind.group namespace/name`.
    pub object: String,
}

impl Report {
    /// The report as a table.
    pub fn table(&self, words: &Words) -> String {
        let mut table = Table {
            words,
            lines: Vec::new(),
        };
        table.say(&text!(
            "rehearse-headline",
            mesh = &self.mesh,
            istio = &self.istio,
            kubernetes = &self.kubernetes
        ));
        for remark in &self.remarks {
            table.line(&format!("  {remark}"));
        }
        for run in &self.runs {
            table.run(run);
        }
        table.cases(self);
        for (heading, changes) in [
            (text!("rehearse-changed"), &self.changed),
            (text!("rehearse-left"), &self.left),
        ] {
            if !changes.is_empty() {
                table.line("");
                table.say(&heading);
            }
            for it in changes {
                table.line(&format!("  {}  {}  {}", it.cluster, it.how, it.object));
            }
        }
        table.line("");
        table.say(&text!("rehearse-not-rehearsed"));
        for sentence in &self.not_rehearsed {
            table.line(&format!("  {sentence}"));
        }
        table.line("");
        table.say(&self.verdict());
        table.lines.join("\n") + "\n"
    }

    fn verdict(&self) -> Text {
        let stopped = self.runs.iter().find(|run| !run.reached_end);
        let seconds = format!("{:.0}", self.seconds);
        if self.passed {
            return text!(
                "rehearse-passed",
                cases = self.cases.len(),
                seconds = seconds
            );
        }
        if let Some(run) = stopped {
            let step = run.steps.last().map_or("", |step| &step.id);
            return text!("rehearse-stopped", script = &run.script, step = step);
        }
        text!(
            "rehearse-failed",
            agreeing = self.agreeing,
            cases = self.cases.len(),
            changed = self.changed.len(),
            left = self.left.len()
        )
    }
}

struct Table<'a> {
    words: &'a Words,
    lines: Vec<String>,
}

impl Table<'_> {
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
        for case in &report.cases {
            let mark = if case.agrees { "=" } else { "≠" };
            let real = case
                .real
                .as_ref()
                .map_or_else(|| "-".to_owned(), |it| it.join(" | "));
            let what = format!("{}:{}", case.service, case.port);
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

#[cfg(test)]
mod tests {
    use meshwright_core::diag::{Language, Words};

    use super::{Changed, Report, Run};
    use crate::compare::Case;
    use crate::script::RunStep;

    fn report() -> Report {
        Report {
            api_version: "v1",
            kind: "Rehearsal",
            mesh: "shop".to_owned(),
            istio: "1.26.0".to_owned(),
            kubernetes: "1.32.2".to_owned(),
            remarks: Vec::new(),
            clusters: Vec::new(),
            runs: vec![Run {
                script: "run.sh".to_owned(),
                seconds: 3.5,
                reached_end: true,
                steps: vec![RunStep {
                    id: "east/check".to_owned(),
                    title: "Check east".to_owned(),
                    seconds: 1.0,
                }],
                said: String::new(),
            }],
            cases: vec![Case {
                from: "east".to_owned(),
                service: "web.shop".to_owned(),
                port: 80,
                cluster: "outbound|80||web.shop.svc.cluster.local".to_owned(),
                predicted: vec!["10.0.0.1:80 w1 mTLS healthy".to_owned()],
                real: Some(Vec::new()),
                agrees: false,
                notes: vec!["D20: nobody watches west".to_owned()],
            }],
            agreeing: 0,
            changed: vec![Changed {
                cluster: "east".to_owned(),
                how: "replaced",
                object: "services.core a/b".to_owned(),
            }],
            left: Vec::new(),
            not_rehearsed: vec!["traffic".to_owned()],
            passed: false,
            seconds: 60.0,
        }
    }

    fn words() -> Words {
        let sources = [meshwright_core::sources(), &[crate::WORDS]].concat();
        assert_eq!(
            Words::mistakes(Language::En, &[crate::WORDS]),
            Vec::<String>::new()
        );
        Words::new(Language::En, &sources)
    }

    #[test]
    fn a_difference_shows_both_lists_and_the_rule() {
        let table = report().table(&words());
        for part in [
            "east/check",
            "≠ east",
            "10.0.0.1:80 w1 mTLS healthy",
            "D20: nobody watches west",
            "replaced  services.core a/b",
            "0 of 1",
        ] {
            assert!(table.contains(part), "{part}\n{table}");
        }
    }

    #[test]
    fn a_script_that_stopped_is_the_verdict() {
        let mut report = report();
        report.runs[0].reached_end = false;
        report.runs[0].said = "meshwright: no answer".to_owned();
        let table = report.table(&words());
        assert!(table.contains("meshwright: no answer"), "{table}");
        assert!(
            table.trim_end().ends_with("stopped at `east/check`"),
            "{table}"
        );
    }
}
