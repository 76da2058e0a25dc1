//! Many short rehearsals, a fifth of them killed at some moment, and what is left behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::outcome::ends_within;
use crate::process::Problem;
use crate::repo::{self, Repo};

/// What is rehearsed so often.
pub(super) struct Kind {
    file: &'static str,
    arguments: &'static [&'static str],
    /// One of so many is killed.
    killed: u64,
    /// The latest moment of a kill, in milliseconds: most take longer.
    latest: u64,
}

/// One cluster alone.
pub(super) const PLAIN: Kind = Kind {
    file: "tests/rehearsal/one-cluster.yaml",
    arguments: &[],
    killed: 5,
    latest: 40_000,
};

/// Two clusters with requests: pods in namespaces of their own, killed before, while and after
/// they start.
pub(super) const WITH_TRAFFIC: Kind = Kind {
    file: "examples/two-primaries-two-networks.yaml",
    arguments: &["--traffic"],
    killed: 1,
    latest: 90_000,
};

const LIMIT: Duration = Duration::from_mins(15);
/// What a rehearsal may not leave behind.
#[derive(Debug, PartialEq, Eq)]
struct Traces {
    /// Processes of worlds.
    processes: BTreeSet<u32>,
    /// Network namespaces.
    networks: BTreeSet<PathBuf>,
    /// Folders of worlds.
    folders: BTreeSet<PathBuf>,
    /// The user's own kubeconfig, and the folder where kwokctl keeps its clusters.
    contexts: Vec<Option<Vec<u8>>>,
}

/// Rehearses `n_worlds` times.
pub(super) fn run(repo: &Repo, program: &Path, n_worlds: u64, kind: &Kind) -> Result<(), Problem> {
    let home = Home::make()?;
    let before = home.traces()?;
    let start = Instant::now();
    let (mut n_killed, mut n_passed) = (0, 0);
    for nth in 1..=n_worlds {
        let mut child = home
            .command(repo, program)
            .args(["rehearse", kind.file, "--script", "--brief"])
            .args(kind.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if nth % kind.killed == 0 {
            let moment = Duration::from_millis(chance() % kind.latest);
            let has_ended = ends_within(&mut child, moment)?;
            n_killed += u64::from(!has_ended);
            println!("{nth:>4}: killed after {:.1} s", moment.as_secs_f32());
            continue;
        }
        if !ends_within(&mut child, LIMIT)? {
            return Err(Problem::new("a rehearsal did not end"));
        }
        let status = child.wait()?;
        if !status.success() {
            return Err(Problem::new(format!("rehearsal {nth} failed: {status}")));
        }
        n_passed += 1;
    }
    // The next start cleans up, whatever becomes of it: a folder that is young may be somebody's.
    std::thread::sleep(Duration::from_secs(25));
    let status = home
        .command(repo, program)
        .args(["rehearse", kind.file, "--script", "--brief"])
        .args(kind.arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(Problem::new(format!("the last rehearsal failed: {status}")));
    }
    let after = home.traces()?;
    if after != before {
        return Err(Problem::new(format!(
            "left behind:\nbefore {before:?}\nafter {after:?}"
        )));
    }
    println!(
        "e2e: {n_passed} rehearsals ended, {n_killed} were killed, nothing is left, {} s",
        start.elapsed().as_secs()
    );
    Ok(())
}

/// A number that nobody can tell beforehand.
fn chance() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let nanos = now.map_or(0, |it| u64::from(it.subsec_nanos()));
    nanos.wrapping_mul(6_364_136_223_846_793_005) >> 33
}

/// A cache folder of its own, with the tools of the user's: so nothing of other rehearsals is
/// taken for what these have left.
struct Home {
    cache: PathBuf,
}

impl Home {
    fn make() -> Result<Self, Problem> {
        let cache = std::env::temp_dir().join(format!("meshwright-e2e-{}", std::process::id()));
        fs::create_dir_all(&cache)?;
        let tools = repo::cache()?.join("rehearsal");
        if tools.is_dir() {
            std::os::unix::fs::symlink(tools, cache.join("rehearsal"))?;
        }
        Ok(Self { cache })
    }

    fn command(&self, repo: &Repo, program: &Path) -> Command {
        let mut command = repo.command(program);
        command.env("MESHWRIGHT_CACHE", &self.cache);
        command
    }

    fn traces(&self) -> Result<Traces, Problem> {
        let mut traces = Traces {
            processes: BTreeSet::new(),
            networks: BTreeSet::new(),
            folders: BTreeSet::new(),
            contexts: Vec::new(),
        };
        let worlds = self.cache.join("worlds");
        let mark = worlds.as_os_str().as_encoded_bytes();
        for entry in fs::read_dir("/proc")?.flatten() {
            let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else {
                continue;
            };
            // Processes of others cannot be read, and are not ours.
            let says = |file: &str| {
                let bytes = fs::read(entry.path().join(file)).unwrap_or_default();
                bytes.windows(mark.len()).any(|it| it == mark)
            };
            if says("environ") || says("cmdline") {
                traces.processes.insert(pid);
                if let Ok(network) = fs::read_link(entry.path().join("ns/net")) {
                    traces.networks.insert(network);
                }
            }
        }
        for entry in fs::read_dir(worlds).into_iter().flatten().flatten() {
            traces.folders.insert(entry.path());
        }
        if let Some(home) = std::env::var_os("HOME") {
            let home = Path::new(&home);
            traces
                .contexts
                .push(fs::read(home.join(".kube/config")).ok());
            let is_there = home.join(".kwok/clusters").exists();
            traces.contexts.push(is_there.then(Vec::new));
        }
        Ok(traces)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // The system empties its folder for what is temporary by itself.
        let _ = fs::remove_dir_all(&self.cache);
    }
}
