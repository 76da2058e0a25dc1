//! Rehearsals with real API servers, real istioctl and real istiods, and how many endpoint lists
//! are as predicted.
//!
//! `cargo xtask e2e` rehearses every topology; `cargo xtask e2e WORD…` those whose paths contain a
//! word, and the stations so named: what `apply` promises, planted mistakes, losses, and that
//! nothing is left behind. Building the tools takes a quarter of an hour and hundreds of modules,
//! once a machine, so the tests of every day run two short rehearsals where the tools are there,
//! and say plainly where they are not ([`quick`]).

mod leftovers;
mod outcome;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::tests::built;
pub(crate) use outcome::ends_within;
use outcome::{Outcome, Rehearsal};

/// What is carried out, carried out again and taken back by the scripts of the bundle: a topology
/// of each kind, with many kinds of services.
const WHOLE: &[&str] = &[
    "tests/rehearsal/one-cluster.yaml",
    "tests/rehearsal/multi-primary-helm.yaml",
    "tests/rehearsal/multi-primary-one-network.yaml",
    "tests/rehearsal/primary-remote.yaml",
    "tests/rehearsal/primary-remote-helm.yaml",
    "examples/shared-remote-two-primaries.yaml",
];

/// What is carried out and compared: the other examples that the release at hand can install.
const COMPARED: &[&str] = &[
    "tests/rehearsal/known-addresses.yaml",
    "tests/rehearsal/three-clusters.yaml",
    "tests/rehearsal/traffic.yaml",
    "tests/rehearsal/walled.yaml",
    "tests/rehearsal/walled-api.yaml",
    "examples/bare-metal-external-ips.yaml",
    "examples/bare-metal-node-ports.yaml",
    "examples/five-clusters-three-networks.yaml",
    "examples/helm-primary-remote.yaml",
    "examples/old-release-primary-remote.yaml",
    "examples/primary-remote-one-network.yaml",
    "examples/primary-remote-two-networks.yaml",
    "examples/two-primaries-one-network.yaml",
    "examples/two-primaries-two-networks.yaml",
    "examples/west-east.yaml",
];

/// The examples that cannot be rehearsed, and why.
#[cfg(test)]
const NOT_REHEARSED: &[(&str, &str)] = &[
    ("examples/ambient-two-networks.yaml", "no ztunnel runs"),
    ("examples/external-control-plane.yaml", "no front gateway"),
    ("examples/hundred-clusters.yaml", "100 control planes"),
    ("examples/sail-three-clusters.yaml", "no Sail operator"),
];

/// The topologies of [`quick`].
const QUICK: &[&str] = &[
    "tests/rehearsal/multi-primary-one-network.yaml",
    "tests/rehearsal/primary-remote.yaml",
];
/// How long each of them may take; a machine that is slower proves nothing.
const QUICK_LIMIT: Duration = Duration::from_mins(5);
/// How long any rehearsal may take.
const LIMIT: Duration = Duration::from_mins(40);
/// More at once than this gain nothing, and each needs 2 GB of memory.
const MOST_LANES: usize = 4;

const THREE: &str = "examples/three-clusters-two-control-planes.yaml";

/// What is tried besides; the longest first, so that no lane waits for them at the end.
const STATIONS: &[Rehearsal<'_>] = &[
    Rehearsal {
        name: "situations",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--situations", "--script"],
        cause: None,
        limit: LIMIT,
    },
    Rehearsal {
        name: "promises-multi-primary",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--proofs"],
        cause: None,
        limit: LIMIT,
    },
    Rehearsal {
        name: "promises-primary-remote",
        file: "tests/rehearsal/primary-remote.yaml",
        arguments: &["--proofs"],
        cause: None,
        limit: LIMIT,
    },
    Rehearsal {
        name: "promises-three",
        file: THREE,
        arguments: &["--proofs"],
        cause: None,
        limit: LIMIT,
    },
    Rehearsal {
        name: "lose",
        file: THREE,
        arguments: &[
            "--script",
            "--lose",
            "cluster1",
            "cluster2",
            "cluster3",
            "gateway:cluster1",
            "gateway:cluster3",
            "control-plane:cluster1",
            "control-plane:cluster3",
            "api-server:cluster1",
            "api-server:cluster2",
            "api-server:cluster3",
        ],
        cause: None,
        limit: LIMIT,
    },
    Rehearsal {
        name: "operator-primary-remote",
        file: "tests/rehearsal/primary-remote.yaml",
        arguments: &["--operator", "--proofs"],
        cause: None,
        limit: LIMIT,
    },
    Rehearsal {
        name: "planted-root",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--script", "--brief", "--plant", "root:west"],
        cause: Some("other-root"),
        limit: LIMIT,
    },
    Rehearsal {
        name: "planted-api-server",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--script", "--brief", "--plant", "api-server:west=east"],
        cause: Some("other-api-server"),
        limit: LIMIT,
    },
    Rehearsal {
        name: "planted-external-istiod",
        file: "tests/rehearsal/primary-remote.yaml",
        arguments: &["--script", "--brief", "--plant", "external-istiod:east"],
        cause: Some("no-external-istiod"),
        limit: LIMIT,
    },
];

/// Rehearses the topologies whose paths contain one of `names` and runs the stations of these
/// names, or all.
pub(crate) fn run(repo: &Repo, names: &[&str]) -> Result<(), Problem> {
    if let ["leftovers", rest @ ..] = names {
        let n_worlds = rest.first().and_then(|it| it.parse().ok()).unwrap_or(50);
        return leftovers::run(repo, &Program::build(repo)?.0, n_worlds, &leftovers::PLAIN);
    }
    let is_named = |it: &Rehearsal<'_>| {
        let is_in = |word: &&str| it.name.contains(word);
        names.is_empty() || names.iter().any(is_in)
    };
    let all = all();
    let chosen: Vec<Rehearsal<'_>> = all.iter().copied().filter(|it| is_named(it)).collect();
    if chosen.is_empty() {
        let all: Vec<&str> = all.iter().map(|it| it.name).collect();
        return Err(Problem::new(format!(
            "nothing is called like that; there are:\n  {}\n  leftovers",
            all.join("\n  "),
        )));
    }
    let program = Program::build(repo)?;
    process::run(repo.command(&program.0).args(["rehearse", "--setup"]))?;
    let start = Instant::now();
    let outcomes = in_lanes(repo, &program.0, &chosen)?;
    println!("\n{} s with {} lanes", start.elapsed().as_secs(), lanes());
    sum_up(&outcomes)
}

/// Everything that is rehearsed.
fn all() -> Vec<Rehearsal<'static>> {
    let of_file = |file: &&'static str, arguments: &'static [&'static str]| Rehearsal {
        name: file,
        file,
        arguments,
        cause: None,
        limit: LIMIT,
    };
    let mut all = STATIONS.to_vec();
    all.extend(WHOLE.iter().map(|file| of_file(file, &["--script"])));
    all.extend(
        COMPARED
            .iter()
            .map(|file| of_file(file, &["--script", "--brief"])),
    );
    all
}

/// How many rehearsals go on at once: most of the time a world waits, but starting one does not.
fn lanes() -> usize {
    thread::available_parallelism().map_or(1, |it| it.get().min(MOST_LANES))
}

/// Runs rehearsals, some at once; the outcomes are in the order in which they were named.
fn in_lanes(
    repo: &Repo,
    program: &Path,
    rehearsals: &[Rehearsal<'_>],
) -> Result<Vec<Outcome>, Problem> {
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, Result<Outcome, Problem>)>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..lanes() {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::SeqCst);
                    let Some(rehearsal) = rehearsals.get(place) else {
                        break;
                    };
                    let outcome = rehearsal.run(repo, program);
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    found.push((place, outcome));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, outcome)| outcome).collect()
}

/// The program as the command line alone needs it, in a copy that goes with this value.
///
/// It starts itself many times in half an hour, and whoever builds meanwhile would change what is
/// rehearsed.
pub(crate) struct Program(pub(crate) PathBuf);

impl Program {
    /// Builds it.
    pub(crate) fn build(repo: &Repo) -> Result<Self, Problem> {
        let format = ["--message-format", "json-render-diagnostics"];
        let mut cargo = repo.cargo(&["build", "--package", "meshwright", "--bin", "meshwright"]);
        let built = built(cargo.args(format), "meshwright")?;
        let copy = built.with_file_name(format!("meshwright-e2e-{}", std::process::id()));
        std::fs::copy(&built, &copy)?;
        Ok(Self(copy))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The next `cargo clean` removes what is left.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The same with requests, at moments up to their end.
pub(crate) fn leftovers_with_traffic(
    repo: &Repo,
    program: &Path,
    n_worlds: u64,
) -> Result<(), Problem> {
    leftovers::run(repo, program, n_worlds, &leftovers::WITH_TRAFFIC)
}

/// Everything, where the tools are on this machine or can be built on it.
pub(crate) fn everything(repo: &Repo) -> Result<(), Problem> {
    if process::find("go").is_none() && !can(repo, &Program::build(repo)?.0)? {
        return Ok(());
    }
    run(repo, &[])?;
    run(repo, &["leftovers"])
}

/// Whether a mesh can be rehearsed here; where not, a line says why.
fn can(repo: &Repo, program: &Path) -> Result<bool, Problem> {
    let mut command = repo.command(program);
    command.args(["rehearse", "--can"]).stdin(Stdio::null());
    let output = command.output()?;
    if output.status.success() {
        print!("e2e: with {}", String::from_utf8_lossy(&output.stdout));
        return Ok(true);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    println!("e2e: not run on this machine: {}", said.trim());
    println!("e2e: `meshwright rehearse --setup` builds the tools; `cargo xtask e2e` runs it");
    Ok(false)
}

/// Two short rehearsals where the tools are on this machine; elsewhere a line that says why not.
pub(crate) fn quick(repo: &Repo) -> Result<(), Problem> {
    let program = crate::tests::program(repo)?;
    if !can(repo, &program)? {
        return Ok(());
    }
    let mut outcomes = Vec::new();
    for file in QUICK {
        let rehearsal = Rehearsal {
            name: file,
            file,
            arguments: &["--script", "--brief"],
            cause: None,
            limit: QUICK_LIMIT,
        };
        let outcome = rehearsal.run(repo, &program)?;
        if outcome.is_too_slow {
            println!(
                "e2e: stopped after {} s: this machine is too slow or too busy to tell",
                QUICK_LIMIT.as_secs()
            );
            continue;
        }
        outcomes.push(outcome);
    }
    sum_up(&outcomes)
}

fn sum_up(outcomes: &[Outcome]) -> Result<(), Problem> {
    println!();
    for outcome in outcomes {
        println!("{outcome}");
    }
    // What two rehearsals of one topology show is one case, and it agrees where it always does.
    let mut cases = BTreeMap::new();
    for (case, agrees) in outcomes.iter().flat_map(|it| &it.cases) {
        *cases.entry(case).or_insert(true) &= *agrees;
    }
    let agreeing = cases.values().filter(|agrees| **agrees).count();
    let all = cases.len();
    println!("e2e: {agreeing} of {all} cases (topology, proxy, service) agree with real istiods");
    let failed: Vec<String> = outcomes
        .iter()
        .filter(|outcome| !outcome.passed)
        .map(|outcome| outcome.name.clone())
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Problem::list("rehearsals that did not pass:", &failed))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{NOT_REHEARSED, all};
    use crate::repo::Repo;

    #[test]
    fn every_example_is_rehearsed_or_has_a_reason_why_not() {
        let repo = Repo::find().expect("the tests run in the checkout");
        let mut found = BTreeSet::new();
        for folder in ["examples", "tests/rehearsal"] {
            let entries = repo.path(folder).read_dir().expect("the folder is there");
            for entry in entries {
                let path = entry.expect("it can be read").path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if path.extension().is_some_and(|it| it == "yaml") {
                    found.insert(format!("{folder}/{name}"));
                }
            }
        }
        let excused = NOT_REHEARSED.iter().map(|(file, _)| *file);
        let listed: BTreeSet<String> = all()
            .iter()
            .map(|rehearsal| rehearsal.file)
            .chain(excused)
            .map(str::to_owned)
            .collect();
        assert_eq!(found, listed);
    }
}
