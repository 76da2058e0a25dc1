//! What came back for the requests of a rehearsal, for programs and for people.

use std::time::Duration;

use meshwright_core::diag::{Words, text};
use serde::Serialize;

use super::fault::FaultReport;
use super::loss::LossReport;

/// What came back for the requests.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficReport {
    /// How many pods ran.
    pub pods: usize,
    /// How many requests each caller sent to each port.
    pub requests: u32,
    /// Callers and what they asked.
    pub cases: Vec<TrafficCase>,
    /// How many are as predicted.
    pub agreeing: usize,
    /// Mistakes that were made, and whether they were found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultReport>,
    /// Parts that were lost under load.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<LossReport>,
    /// What the firewall between the namespaces forbade, as the topology says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub firewall: Vec<String>,
    /// What was not asked, and why.
    pub skipped: Vec<String>,
    /// What is not Istio's own.
    pub not_istio: Vec<String>,
    /// Seconds until the proxies were ready.
    pub seconds_to_start: f64,
    /// Seconds that the requests took.
    pub seconds: f64,
}

/// The requests of one cluster's client to one port of a service.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficCase {
    /// What was closed meanwhile; empty in the ordinary situation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub situation: String,
    /// The caller's cluster.
    pub from: String,
    /// The service: `name.namespace`.
    pub service: String,
    /// The port.
    pub port: u16,
    /// Who answers, predicted and real.
    pub shares: Vec<TrafficShare>,
    /// How many requests were sent; fewer than meant where all fail.
    pub sent: u32,
    /// How many failed.
    pub failed: u32,
    /// The part that was predicted to be sent where nobody answers; a proxy tries elsewhere.
    pub predicted_failing: f64,
    /// The median of those that were answered.
    pub median_millis: f64,
    /// Below this were 95 % of those.
    pub p95_millis: f64,
    /// Whether it is what chance allows for the predicted shares.
    pub agrees: bool,
    /// Errors and how often each came.
    pub errors: Vec<(String, u32)>,
    /// Why some were predicted not to arrive, or clusters not to be asked.
    pub causes: Vec<String>,
}

/// What one cluster answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficShare {
    /// The cluster.
    pub cluster: String,
    /// By which way it is reached.
    pub way: String,
    /// The predicted part of what is answered, 0 to 1.
    pub predicted: f64,
    /// How many it answered.
    pub answers: u32,
}

impl TrafficReport {
    /// Whether everything is as predicted, and something was asked.
    pub fn passed(&self) -> bool {
        !self.cases.is_empty()
            && self.agreeing == self.cases.len()
            && self.faults.iter().all(|fault| fault.agrees)
            && self.losses.iter().all(|loss| loss.agrees)
    }

    /// The lines of a table.
    pub fn lines(&self, words: &Words) -> Vec<String> {
        let mut lines = vec![words.say(&text!(
            "rehearse-traffic-headline",
            agreeing = self.agreeing,
            cases = self.cases.len(),
            requests = u64::from(self.requests),
            pods = self.pods
        ))];
        lines.extend(self.firewall.iter().map(|it| format!("  {it}")));
        let mut situation = "";
        for case in &self.cases {
            if case.situation != situation {
                situation = &case.situation;
                lines.push(words.say(&text!("rehearse-traffic-fault", fault = situation)));
                let fault = self.faults.iter().find(|it| it.fault == *situation);
                lines.extend(fault.into_iter().flat_map(FaultReport::lines));
            }
            lines.extend(case.lines());
        }
        for loss in &self.losses {
            lines.push(words.say(&text!("rehearse-traffic-lost", part = &loss.lost)));
            lines.extend(loss.lines());
        }
        for sentence in self.skipped.iter().chain(&self.not_istio) {
            lines.push(format!("  {sentence}"));
        }
        lines
    }
}

impl TrafficCase {
    fn lines(&self) -> Vec<String> {
        let mark = if self.agrees { '=' } else { '!' };
        let to = format!("{}:{}", self.service, self.port);
        let mut lines = vec![format!(
            "  {mark} {:<16} {to:<28} {:>6.1} ms median {:>7.1} ms p95",
            self.from, self.median_millis, self.p95_millis
        )];
        let answered: u32 = self.shares.iter().map(|it| it.answers).sum();
        for share in &self.shares {
            lines.push(format!(
                "      {:<16} {:<28} predicted {:>5.1} %  real {:>5.1} %  {} of {answered}",
                share.cluster,
                share.way,
                share.predicted * 100.0,
                percent(share.answers, answered),
                share.answers
            ));
        }
        for (error, count) in &self.errors {
            lines.push(format!("      {count} of {} failed: {error}", self.sent));
        }
        for cause in &self.causes {
            lines.push(format!("      predicted: {cause}"));
        }
        lines
    }
}

impl FaultReport {
    fn lines(&self) -> Vec<String> {
        let mark = if self.agrees { '=' } else { '!' };
        let causes = self.causes.iter();
        let named = causes.map(|it| format!("  {mark} {}: {}", it.name, it.message));
        named.collect()
    }
}

impl LossReport {
    fn lines(&self) -> Vec<String> {
        let mark = if self.agrees { '=' } else { '!' };
        let mut lines = Vec::new();
        for caller in &self.callers {
            lines.push(format!(
                "  {mark} {:<16} {} of {} failed ({:.1} %), the last {:.1} s after the loss",
                caller.from,
                caller.failed,
                caller.sent,
                percent(caller.failed, caller.sent),
                Duration::from_millis(caller.failing_millis).as_secs_f64()
            ));
            for pair in self.pairs.iter().filter(|it| it.from == caller.from) {
                lines.push(format!(
                    "      {:<16} predicted to lose {:>5.1} %  answered {} before, {} after",
                    pair.to,
                    pair.predicted * 100.0,
                    pair.before,
                    pair.after
                ));
            }
            for (error, count) in &caller.errors {
                lines.push(format!("      {count} failed: {error}"));
            }
        }
        lines
    }
}

fn percent(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    f64::from(part) * 100.0 / f64::from(whole)
}
