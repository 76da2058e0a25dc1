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

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::tests::built;
use outcome::{Outcome, Rehearsal};

/// What is rehearsed: topologies with many kinds of services, and the examples that the release at
/// hand can install.
const REHEARSED: &[&str] = &[
    "tests/rehearsal/one-cluster.yaml",
    "tests/rehearsal/multi-primary.yaml",
    "tests/rehearsal/multi-primary-helm.yaml",
    "tests/rehearsal/multi-primary-one-network.yaml",
    "tests/rehearsal/primary-remote.yaml",
    "tests/rehearsal/primary-remote-helm.yaml",
    "tests/rehearsal/three-clusters.yaml",
    "tests/rehearsal/traffic.yaml",
    "tests/rehearsal/known-addresses.yaml",
    "examples/bare-metal-external-ips.yaml",
    "examples/bare-metal-node-ports.yaml",
    "examples/five-clusters-three-networks.yaml",
    "examples/helm-primary-remote.yaml",
    "examples/old-release-primary-remote.yaml",
    "examples/primary-remote-one-network.yaml",
    "examples/primary-remote-two-networks.yaml",
    "examples/shared-remote-two-primaries.yaml",
    "examples/three-clusters-two-control-planes.yaml",
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

/// Something that is tried besides the topologies.
struct Station {
    name: &'static str,
    file: &'static str,
    arguments: &'static [&'static str],
    /// The cause that it has to fail with; without one it has to pass.
    cause: Option<&'static str>,
}

const THREE: &str = "examples/three-clusters-two-control-planes.yaml";

const STATIONS: &[Station] = &[
    Station {
        name: "situations",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--situations", "--brief", "--script"],
        cause: None,
    },
    Station {
        name: "promises-multi-primary",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--proofs"],
        cause: None,
    },
    Station {
        name: "promises-primary-remote",
        file: "tests/rehearsal/primary-remote.yaml",
        arguments: &["--proofs"],
        cause: None,
    },
    Station {
        name: "promises-three",
        file: THREE,
        arguments: &["--proofs"],
        cause: None,
    },
    Station {
        name: "lose",
        file: THREE,
        arguments: &[
            "--brief",
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
    },
    Station {
        name: "planted-root",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--script", "--brief", "--plant", "root:west"],
        cause: Some("other-root"),
    },
    Station {
        name: "planted-api-server",
        file: "tests/rehearsal/multi-primary.yaml",
        arguments: &["--script", "--brief", "--plant", "api-server:west=east"],
        cause: Some("other-api-server"),
    },
    Station {
        name: "planted-external-istiod",
        file: "tests/rehearsal/primary-remote.yaml",
        arguments: &["--script", "--brief", "--plant", "external-istiod:east"],
        cause: Some("no-external-istiod"),
    },
];

/// Rehearses the topologies whose paths contain one of `names` and runs the stations of these
/// names, or all.
pub(crate) fn run(repo: &Repo, names: &[&str]) -> Result<(), Problem> {
    if let ["leftovers", rest @ ..] = names {
        let n_worlds = rest.first().and_then(|it| it.parse().ok()).unwrap_or(50);
        return leftovers::run(repo, &program(repo)?, n_worlds);
    }
    let is_named = |text: &str| names.is_empty() || names.iter().any(|it| text.contains(it));
    let files: Vec<&str> = REHEARSED
        .iter()
        .filter(|it| is_named(it))
        .copied()
        .collect();
    let stations: Vec<&Station> = STATIONS.iter().filter(|it| is_named(it.name)).collect();
    if files.is_empty() && stations.is_empty() {
        let stations: Vec<&str> = STATIONS.iter().map(|it| it.name).collect();
        return Err(Problem::new(format!(
            "nothing is called like that; there are:\n  {}\n  {}\n  leftovers",
            REHEARSED.join("\n  "),
            stations.join("\n  ")
        )));
    }
    let program = program(repo)?;
    process::run(repo.command(&program).args(["rehearse", "--setup"]))?;
    let mut outcomes = Vec::new();
    for file in files {
        let rehearsal = Rehearsal {
            name: file,
            file,
            arguments: &["--script"],
            cause: None,
            limit: LIMIT,
        };
        outcomes.push(rehearsal.run(repo, &program)?);
    }
    for station in stations {
        let rehearsal = Rehearsal {
            name: station.name,
            file: station.file,
            arguments: station.arguments,
            cause: station.cause,
            limit: LIMIT,
        };
        outcomes.push(rehearsal.run(repo, &program)?);
    }
    sum_up(&outcomes)
}

/// The program, built as the command line alone needs it.
fn program(repo: &Repo) -> Result<PathBuf, Problem> {
    let format = ["--message-format", "json-render-diagnostics"];
    let mut cargo = repo.cargo(&["build", "--package", "meshwright", "--bin", "meshwright"]);
    built(cargo.args(format), "meshwright")
}

/// Everything, where the tools are on this machine or can be built on it.
pub(crate) fn everything(repo: &Repo) -> Result<(), Problem> {
    if process::find("go").is_none() && !can(repo, &program(repo)?)? {
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
    let count = |value: fn(&Outcome) -> u64| -> u64 { outcomes.iter().map(value).sum() };
    let (agreeing, cases) = (count(|it| it.agreeing), count(|it| it.cases));
    println!("e2e: {agreeing} of {cases} cases (topology, proxy, service) agree with real istiods");
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

    use super::{NOT_REHEARSED, REHEARSED};
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
        let listed: BTreeSet<String> = REHEARSED
            .iter()
            .copied()
            .chain(excused)
            .map(str::to_owned)
            .collect();
        assert_eq!(found, listed);
    }
}
