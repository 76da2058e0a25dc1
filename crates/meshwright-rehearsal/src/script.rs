//! A script of a bundle, run in a world: its steps, their times, how it ended.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::trouble::Trouble;
use crate::world::World;

/// How a script went.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The script's name.
    pub script: String,
    /// Seconds.
    pub seconds: f64,
    /// Whether it reached its end.
    pub reached_end: bool,
    /// What it did, in order; the last one is where it stopped, if it did.
    pub steps: Vec<RunStep>,
    /// The last lines that it wrote, where it stopped.
    pub said: String,
}

/// A step as the script announced it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStep {
    /// The step's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Seconds until the next one was announced.
    pub seconds: f64,
}

/// Seconds that waits of a script last in a world, where nothing is slow.
const PATIENCE: &str = "90";
/// Lines that are kept to say why a script stopped.
const LAST: usize = 12;

/// Runs `script` of the bundle in `bundle`; `announced` is told of each step as it begins.
///
/// # Errors
///
/// There is no shell.
pub fn run(
    world: &World,
    bundle: &Path,
    script: &str,
    variables: &[(&str, String)],
    announced: &mut dyn FnMut(&str, &str),
) -> Result<Run, Trouble> {
    let path = world.log(&format!("{script}.log"));
    let mut log = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(Trouble::io(&path))?;
    let shell = |error: io::Error| Trouble::Io("sh".to_owned(), error);
    let (reader, writer) = io::pipe().map_err(shell)?;
    let mut command = Command::new("sh");
    command
        .arg(bundle.join(script))
        .envs(world.environment())
        .env("MESHWRIGHT_PATIENCE", PATIENCE)
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(writer.try_clone().map_err(shell)?)
        .stderr(writer);
    for name in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env_remove(name);
    }
    let start = Instant::now();
    let mut child = command.spawn().map_err(shell)?;
    // The pipe ends when the last writer does, and the command itself holds two of them.
    drop(command);
    let mut heard = Heard::default();
    heard.listen(reader, start, &mut |line| {
        // A log that cannot be written costs nobody the rehearsal.
        let _ = writeln!(log, "{:7.1} {line}", start.elapsed().as_secs_f64());
        if let Some((id, title)) = announcement(line) {
            announced(id, title);
        }
    });
    let status = child.wait().map_err(shell)?;
    let seconds = start.elapsed().as_secs_f64();
    heard.close(start.elapsed());
    let said = if status.success() {
        String::new()
    } else {
        heard.last.join("\n")
    };
    Ok(Run {
        script: script.to_owned(),
        seconds: rounded(seconds),
        reached_end: status.success(),
        steps: heard.steps,
        said,
    })
}

#[derive(Default)]
struct Heard {
    steps: Vec<RunStep>,
    /// When the last step began.
    since: Duration,
    last: Vec<String>,
}

impl Heard {
    fn listen(&mut self, from: impl Read, start: Instant, line: &mut dyn FnMut(&str)) {
        let mut from = BufReader::new(from);
        let mut bytes = Vec::new();
        while from.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            bytes.clear();
            line(&text);
            self.hear(&text, start.elapsed());
        }
    }

    fn hear(&mut self, text: &str, at: Duration) {
        if let Some((id, title)) = announcement(text) {
            self.close(at);
            self.since = at;
            self.last.clear();
            self.steps.push(RunStep {
                id: id.to_owned(),
                title: title.to_owned(),
                seconds: 0.0,
            });
        } else if !text.is_empty() {
            if self.last.len() == LAST {
                self.last.remove(0);
            }
            self.last.push(text.to_owned());
        }
    }

    fn close(&mut self, at: Duration) {
        let seconds = at.saturating_sub(self.since).as_secs_f64();
        if let Some(step) = self.steps.last_mut() {
            step.seconds = rounded(seconds);
        }
    }
}

/// The step that a line announces: `==> cluster1/check: Check cluster1 …`.
fn announcement(line: &str) -> Option<(&str, &str)> {
    let (id, title) = line.strip_prefix("==> ")?.split_once(": ")?;
    (!id.contains(' ')).then_some((id, title))
}

/// Tenths of a second are enough for people.
pub(crate) fn rounded(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Heard, announcement};

    #[test]
    fn steps_are_told_from_the_end_and_from_output() {
        let line = "==> cluster1/check: Check cluster1: all of it";
        assert_eq!(
            announcement(line),
            Some(("cluster1/check", "Check cluster1: all of it"))
        );
        for line in ["==> the mesh is built, and: it answers", "output", ""] {
            assert_eq!(announcement(line), None);
        }
    }

    #[test]
    fn a_step_lasts_until_the_next_and_keeps_only_its_own_last_lines() {
        let mut heard = Heard::default();
        let at = Duration::from_secs;
        heard.hear("==> a/b: One", at(1));
        heard.hear("noise of one", at(2));
        heard.hear("==> a/c: Two", at(4));
        for nth in 0..20 {
            heard.hear(&format!("noise {nth}"), at(5));
        }
        heard.close(at(9));
        let seconds: Vec<f64> = heard.steps.iter().map(|step| step.seconds).collect();
        assert!(
            seconds
                .iter()
                .zip([3.0, 5.0])
                .all(|(a, b)| (a - b).abs() < 0.01)
        );
        assert_eq!(heard.last.len(), 12);
        assert_eq!(heard.last[11], "noise 19");
    }
}
