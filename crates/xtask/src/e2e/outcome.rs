//! One rehearsal: started, limited in time, and what its report says.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::process::Problem;
use crate::repo::Repo;

/// What is to be rehearsed, and how it has to end.
#[derive(Clone, Copy)]
pub(super) struct Rehearsal<'a> {
    pub(super) name: &'a str,
    pub(super) file: &'a str,
    pub(super) arguments: &'a [&'a str],
    /// The cause that it has to fail with; without one it has to pass.
    pub(super) cause: Option<&'a str>,
    pub(super) limit: Duration,
}

/// What a rehearsal found.
pub(super) struct Outcome {
    pub(super) name: String,
    pub(super) passed: bool,
    /// It did not end in time, and was ended.
    pub(super) is_too_slow: bool,
    /// What was compared, and whether it agrees; without those of a mesh that is broken on purpose.
    pub(super) cases: BTreeMap<String, bool>,
    seconds: u64,
    /// What there is to say besides.
    said: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            cases,
            seconds,
            said,
            ..
        } = self;
        let mark = if self.passed { "passed" } else { "FAILED" };
        let agreeing = cases.values().filter(|agrees| **agrees).count();
        let cases = cases.len();
        let line = format!("{mark} {seconds:>5} s {agreeing:>4} of {cases:<4} {name} {said}");
        f.write_str(line.trim_end())
    }
}

impl Rehearsal<'_> {
    /// Runs it.
    pub(super) fn run(&self, repo: &Repo, program: &Path) -> Result<Outcome, Problem> {
        let start = Instant::now();
        let mut child = repo
            .command(program)
            .args(["rehearse", "--json", self.file])
            .args(self.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let said = reader(child.stderr.take());
        let printed = reader(child.stdout.take());
        let is_too_slow = !ends_within(&mut child, self.limit)?;
        let text = |it: std::thread::JoinHandle<Vec<u8>>| it.join().unwrap_or_default();
        let (printed, said) = (text(printed), text(said));
        let report: Value = serde_json::from_slice(&printed).unwrap_or_default();
        let mut outcome = Outcome {
            name: self.name.to_owned(),
            passed: false,
            is_too_slow,
            cases: BTreeMap::new(),
            seconds: start.elapsed().as_secs(),
            said: String::new(),
        };
        let mut log = format!("\n=== {}\n", self.name);
        if let Value::Null = report {
            let said = String::from_utf8_lossy(&said);
            let last = said.trim().lines().last().unwrap_or("it said nothing");
            last.clone_into(&mut outcome.said);
        } else {
            self.judge(&report, &mut outcome, &mut log);
        }
        // In one piece, as others may go on at the same time.
        println!("{log}{outcome}");
        Ok(outcome)
    }

    fn judge(&self, report: &Value, outcome: &mut Outcome, log: &mut String) {
        let list = |key: &str| {
            let found = report.get(key).and_then(Value::as_array);
            found.cloned().unwrap_or_default()
        };
        let cases = list("cases");
        let is = |it: &Value, key: &str| it.get(key) == Some(&Value::Bool(true));
        let found = list("causes");
        for cause in &found {
            let _ = writeln!(log, "{}", cause.get("message").unwrap_or(cause));
        }
        for proof in list("proofs") {
            let _ = writeln!(log, "{proof}");
        }
        if let Some(wanted) = self.cause {
            let is_found = found
                .iter()
                .any(|it| it.get("name").and_then(Value::as_str) == Some(wanted));
            outcome.passed = is_found && !is(report, "passed");
            outcome.said = format!("{wanted} {}", if is_found { "found" } else { "not found" });
            return;
        }
        outcome.passed = is(report, "passed");
        for case in &cases {
            let word = |key: &str| case.get(key).map(Value::to_string).unwrap_or_default();
            let words = ["from", "proxy", "service", "port", "cluster", "situation"].map(word);
            let name = format!("{} {}", self.file, words.join(" "));
            *outcome.cases.entry(name).or_insert(true) &= is(case, "agrees");
        }
        for case in cases.iter().filter(|case| !is(case, "agrees")) {
            let _ = writeln!(log, "{case}");
        }
        for loss in list("losses") {
            let statements = loss.get("statements").and_then(Value::as_array);
            let all = statements.map_or(0, Vec::len);
            let part = loss.get("lost").and_then(Value::as_str).unwrap_or_default();
            let is_right = |it: &&Value| it.get("predicted") == it.get("real");
            let right = statements.map_or(0, |it| it.iter().filter(is_right).count());
            let _ = writeln!(
                log,
                "without {part}: {right} of {all} statements of what-if came true"
            );
            for wrong in statements.into_iter().flatten().filter(|it| !is_right(it)) {
                let _ = writeln!(log, "  {wrong}");
            }
        }
        for key in ["changed", "left"] {
            for change in list(key) {
                let _ = writeln!(log, "{key}: {change}");
            }
        }
        for run in list("runs").iter().filter(|run| !is(run, "reachedEnd")) {
            let said = run.get("said").and_then(Value::as_str).unwrap_or_default();
            let _ = writeln!(log, "{said}");
        }
    }
}

/// Reads a stream to its end, while the program goes on.
fn reader(stream: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What could be read is what there is to say.
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Waits for the end of `child`, and kills it where that takes longer than `limit`; its world ends
/// with it.
pub(crate) fn ends_within(child: &mut Child, limit: Duration) -> Result<bool, Problem> {
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(true)
}
