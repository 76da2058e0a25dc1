//! A plan carried out in a world by this program's own `apply` and `undo`.
//!
//! It is started as users start it, and tells its steps as a stream of JSON; so what is rehearsed
//! is the whole of it, from the arguments to the journal.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::api::text;
use crate::script::{Run, RunStep, rounded};
use crate::trouble::Trouble;
use crate::world::{World, tail};

/// This program, and what it carries out.
#[derive(Clone, Copy, Debug)]
pub struct Carrier<'a> {
    /// The program.
    pub program: &'a Path,
    /// The folder of the bundle.
    pub bundle: &'a Path,
    /// Variables besides the world's own.
    pub variables: &'a [(&'static str, String)],
}

impl Carrier<'_> {
    /// `program VERB` on the topology of the bundle, for programs to read; its errors go to a log.
    ///
    /// # Errors
    ///
    /// The log cannot be written.
    pub fn command(&self, world: &World, verb: &str) -> Result<Command, Trouble> {
        let path = world.log(&format!("{verb}.log"));
        let log = File::options().create(true).append(true).open(&path);
        let log = log.map_err(Trouble::io(&path))?;
        let mut command = Command::new(self.program);
        command
            .arg(verb)
            .arg(self.bundle.join("topology.yaml"))
            .args(["--json", "--state"])
            .arg(world.folder().join("state"))
            .envs(world.environment())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        for name in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        if ["apply", "undo"].contains(&verb) {
            command.arg("--yes");
        }
        if verb == "apply" {
            command.arg("--passphrase-file").arg(passphrase(world)?);
        }
        Ok(command)
    }

    /// Runs a verb to its end: its exit code, and what it printed.
    ///
    /// # Errors
    ///
    /// The program cannot be started.
    pub fn ask(&self, world: &World, verb: &str) -> Result<(i32, String), Trouble> {
        let output = self.command(world, verb)?.output();
        let output = output.map_err(Trouble::io(self.program))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok((output.status.code().unwrap_or(-1), said))
    }
}

/// Runs `program VERB` on the topology of the bundle; `announced` is told of each step as it
/// begins.
///
/// # Errors
///
/// The program cannot be started.
pub fn run(
    world: &World,
    carrier: &Carrier<'_>,
    verb: &str,
    announced: &mut dyn FnMut(&str, &str),
) -> Result<Run, Trouble> {
    let program = carrier.program;
    let path = world.log(&format!("{verb}.log"));
    let events = File::options().create(true).append(true).open(&path);
    let mut events = events.map_err(Trouble::io(&path))?;
    let mut command = carrier.command(world, verb)?;
    let failed = || Trouble::io(program);
    let start = Instant::now();
    let mut child = command.spawn().map_err(failed())?;
    let mut run = Run {
        script: verb.to_owned(),
        seconds: 0.0,
        reached_end: false,
        steps: Vec::new(),
        said: String::new(),
    };
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            // A log that cannot be written costs nobody the rehearsal.
            let _ = writeln!(events, "{line}");
            hear(&mut run, &line, announced);
        }
    }
    run.reached_end = child.wait().map_err(failed())?.success();
    run.seconds = rounded(start.elapsed().as_secs_f64());
    if !run.reached_end && run.said.is_empty() {
        run.said = tail(&path);
    }
    Ok(run)
}

/// A file with a passphrase for the root's key, which is gone with the world.
fn passphrase(world: &World) -> Result<PathBuf, Trouble> {
    let path = world.folder().join("passphrase");
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&path);
    let written = file.and_then(|mut file| file.write_all(b"of a throwaway world\n"));
    written.map_err(Trouble::io(&path))?;
    Ok(path)
}

fn hear(run: &mut Run, line: &str, announced: &mut dyn FnMut(&str, &str)) {
    let Ok(event) = serde_json::from_str::<Value>(line) else {
        return;
    };
    let message = text(&event, "/message").unwrap_or_default();
    let step = text(&event, "/step");
    let outcome = text(&event, "/outcome").unwrap_or_default();
    match (text(&event, "/event").as_deref(), step) {
        (Some("started"), Some(id)) => announced(&id, &message),
        (Some("ended"), Some(id)) => {
            let millis = event.get("millis").and_then(Value::as_f64).unwrap_or(0.0);
            let is_done = ["done", "already-done", "skipped"].contains(&&*outcome);
            if !is_done {
                let detail = text(&event, "/detail").unwrap_or_default();
                run.said = [&*run.said, &*id, &message, &detail].join("\n");
            }
            run.steps.push(RunStep {
                id,
                title: outcome,
                seconds: rounded(millis / 1000.0),
            });
        }
        (Some("problem"), _) => run.said = format!("{}\n{message}", run.said),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, hear};

    #[test]
    fn steps_end_with_their_outcome_and_what_failed_is_kept() {
        let mut run = Run {
            script: "apply".to_owned(),
            seconds: 0.0,
            reached_end: false,
            steps: Vec::new(),
            said: String::new(),
        };
        let mut begun = Vec::new();
        for line in [
            r#"{"event":"started","step":"east/check"}"#,
            r#"{"event":"ended","step":"east/check","outcome":"done","millis":1500}"#,
            r#"{"event":"ended","step":"east/namespace","outcome":"failed","message":"refused"}"#,
            "no JSON",
        ] {
            hear(&mut run, line, &mut |id, _| begun.push(id.to_owned()));
        }
        assert_eq!(begun, ["east/check"]);
        let told: Vec<(&str, &str)> = run.steps.iter().map(|it| (&*it.id, &*it.title)).collect();
        assert_eq!(told, [("east/check", "done"), ("east/namespace", "failed")]);
        assert!((run.steps[0].seconds - 1.5).abs() < 0.01);
        assert!(run.said.contains("refused"), "{}", run.said);
    }
}
