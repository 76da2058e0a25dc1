//! One rehearsal: started, limited in time, and what its report says.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::process::Problem;
use crate::repo::Repo;

/// What is to be rehearsed, and how it has to end.
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
    pub(super) agreeing: u64,
    pub(super) cases: u64,
    seconds: u64,
    /// What there is to say besides.
    said: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            agreeing,
            cases,
            seconds,
            said,
            ..
        } = self;
        let mark = if self.passed { "passed" } else { "FAILED" };
        let line = format!("{mark} {seconds:>5} s {agreeing:>4} of {cases:<4} {name} {said}");
        f.write_str(line.trim_end())
    }
}

impl Rehearsal<'_> {
    /// Runs it.
    pub(super) fn run(&self, repo: &Repo, program: &Path) -> Result<Outcome, Problem> {
        println!("\n=== {}", self.name);
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
            agreeing: 0,
            cases: 0,
            seconds: start.elapsed().as_secs(),
            said: String::new(),
        };
        if let Value::Null = report {
            let said = String::from_utf8_lossy(&said);
            let last = said.trim().lines().last().unwrap_or("it said nothing");
            last.clone_into(&mut outcome.said);
        } else {
            self.judge(&report, &mut outcome);
        }
        println!("{outcome}");
        Ok(outcome)
    }

    fn judge(&self, report: &Value, outcome: &mut Outcome) {
        let list = |key: &str| {
            let found = report.get(key).and_then(Value::as_array);
            found.cloned().unwrap_or_default()
        };
        let cases = list("cases");
        outcome.cases = cases.len() as u64;
        outcome.agreeing = report.get("agreeing").and_then(Value::as_u64).unwrap_or(0);
        let is = |it: &Value, key: &str| it.get(key) == Some(&Value::Bool(true));
        let found = list("causes");
        for cause in &found {
            println!("{}", cause.get("message").unwrap_or(cause));
        }
        for proof in list("proofs") {
            println!("{proof}");
        }
        if let Some(wanted) = self.cause {
            let is_found = found
                .iter()
                .any(|it| it.get("name").and_then(Value::as_str) == Some(wanted));
            outcome.passed = is_found && !is(report, "passed");
            // Lists of a mesh that is broken on purpose prove nothing.
            (outcome.agreeing, outcome.cases) = (0, 0);
            outcome.said = format!("{wanted} {}", if is_found { "found" } else { "not found" });
            return;
        }
        outcome.passed = is(report, "passed");
        for case in cases.iter().filter(|case| !is(case, "agrees")) {
            println!("{case}");
        }
        for loss in list("losses") {
            let statements = loss.get("statements").and_then(Value::as_array);
            let all = statements.map_or(0, Vec::len);
            let part = loss.get("lost").and_then(Value::as_str).unwrap_or_default();
            let is_right = |it: &&Value| it.get("predicted") == it.get("real");
            let right = statements.map_or(0, |it| it.iter().filter(is_right).count());
            println!("without {part}: {right} of {all} statements of what-if came true");
            for wrong in statements.into_iter().flatten().filter(|it| !is_right(it)) {
                println!("  {wrong}");
            }
        }
        for key in ["changed", "left"] {
            for change in list(key) {
                println!("{key}: {change}");
            }
        }
        for run in list("runs").iter().filter(|run| !is(run, "reachedEnd")) {
            let said = run.get("said").and_then(Value::as_str).unwrap_or_default();
            println!("{said}");
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
pub(super) fn ends_within(child: &mut Child, limit: Duration) -> Result<bool, Problem> {
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
