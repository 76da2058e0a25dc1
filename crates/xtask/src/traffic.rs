//! Rehearsals with real requests between real proxies, where Envoy is at hand.
//!
//! `cargo xtask e2e --traffic` sends requests in every topology of the write-ups, makes the
//! mistakes that no topology shows, and loses parts under load; with words, only in stations whose
//! names contain one. Envoy is not built here; without it the run fails and says where it is to
//! be had.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::e2e::{self, Program};
use crate::process::{self, Problem};
use crate::repo::Repo;

/// A rehearsal with requests.
struct Station {
    name: &'static str,
    file: &'static str,
    arguments: &'static [&'static str],
}

const THREE: &str = "examples/three-clusters-two-control-planes.yaml";

/// What is rehearsed, and the failures that are tried.
const STATIONS: &[Station] = &[
    Station {
        name: "two-primaries-one-network",
        file: "examples/two-primaries-one-network.yaml",
        arguments: &[],
    },
    Station {
        name: "primary-remote-one-network",
        file: "examples/primary-remote-one-network.yaml",
        arguments: &[],
    },
    Station {
        name: "two-primaries-two-networks",
        file: "examples/two-primaries-two-networks.yaml",
        arguments: &[],
    },
    Station {
        name: "primary-remote-two-networks",
        file: "examples/primary-remote-two-networks.yaml",
        arguments: &[],
    },
    Station {
        name: "bare-metal-node-ports",
        file: "examples/bare-metal-node-ports.yaml",
        arguments: &["--close", "cluster1:cluster2"],
    },
    Station {
        name: "bare-metal-external-ips",
        file: "examples/bare-metal-external-ips.yaml",
        arguments: &[],
    },
    Station {
        name: "west-east",
        file: "examples/west-east.yaml",
        arguments: &[],
    },
    Station {
        name: "three-clusters",
        file: THREE,
        arguments: &[],
    },
    Station {
        name: "faults",
        file: "tests/rehearsal/traffic.yaml",
        arguments: &[
            "--close",
            "east:west",
            "--fault",
            "network-label:west",
            "remote-secret:east=west",
            "port-name:west",
            "sidecar:west",
            "trust-domain:west",
            "root:west",
        ],
    },
    Station {
        name: "firewall",
        file: "tests/rehearsal/walled.yaml",
        arguments: &[],
    },
    Station {
        name: "firewall-api-server",
        file: "tests/rehearsal/walled-api.yaml",
        arguments: &[],
    },
    Station {
        name: "lose",
        file: THREE,
        arguments: &[
            "--lose",
            "gateway:cluster1",
            "gateway:cluster3",
            "control-plane:cluster1",
            "control-plane:cluster3",
            "api-server:cluster1",
            "api-server:cluster2",
            "api-server:cluster3",
            "network:network2",
            "cluster1",
            "cluster2",
            "cluster3",
        ],
    },
];

/// The stations of [`quick`]: pods that reach each other through gateways, and directly.
const QUICK: &[&str] = &["two-primaries-two-networks", "primary-remote-one-network"];
/// How long each of them may take; a machine that is slower proves nothing.
const QUICK_LIMIT: Duration = Duration::from_mins(5);
/// How long any rehearsal may take.
const LIMIT: Duration = Duration::from_mins(40);

/// Rehearses the stations whose names contain one of `names`, or all.
pub(crate) fn run(repo: &Repo, names: &[&str]) -> Result<(), Problem> {
    if let ["leftovers", rest @ ..] = names {
        let n_worlds = rest.first().and_then(|it| it.parse().ok()).unwrap_or(10);
        let program = Program::build(repo)?;
        return e2e::leftovers_with_traffic(repo, &program.0, n_worlds);
    }
    let is_named =
        |it: &&Station| names.is_empty() || names.iter().any(|name| it.name.contains(name));
    let stations: Vec<&Station> = STATIONS.iter().filter(is_named).collect();
    if stations.is_empty() {
        let known: Vec<&str> = STATIONS.iter().map(|it| it.name).collect();
        return Err(Problem::new(format!(
            "nothing is called like that; there are:\n  {}\n  leftovers",
            known.join("\n  ")
        )));
    }
    let program = Program::build(repo)?;
    process::run(repo.command(&program.0).args(["rehearse", "--setup"]))?;
    rehearse(repo, &program.0, &stations, LIMIT)
}

/// Every station, where this machine can.
pub(crate) fn everything(repo: &Repo) -> Result<(), Problem> {
    let program = crate::tests::program(repo)?;
    if can(repo, &program)? {
        let all: Vec<&Station> = STATIONS.iter().collect();
        rehearse(repo, &program, &all, LIMIT)?;
    }
    Ok(())
}

/// Two stations where this machine can; elsewhere a line that says why not.
pub(crate) fn quick(repo: &Repo) -> Result<(), Problem> {
    let program = crate::tests::program(repo)?;
    if can(repo, &program)? {
        let is_quick = |it: &&Station| QUICK.contains(&it.name);
        let stations: Vec<&Station> = STATIONS.iter().filter(is_quick).collect();
        rehearse(repo, &program, &stations, QUICK_LIMIT)?;
    }
    Ok(())
}

/// Whether requests can be sent here: programs, root, namespaces, rules; where not, a line says
/// why.
fn can(repo: &Repo, program: &Path) -> Result<bool, Problem> {
    let mut command = repo.command(program);
    command.args(["rehearse", "--can", "--traffic"]);
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        print!("traffic: with {}", String::from_utf8_lossy(&output.stdout));
        return Ok(true);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    println!("traffic: not run on this machine: {}", said.trim());
    Ok(false)
}

fn rehearse(
    repo: &Repo,
    program: &Path,
    stations: &[&Station],
    limit: Duration,
) -> Result<(), Problem> {
    let mut failed = Vec::new();
    let mut told = Vec::new();
    for station in stations {
        println!("\n=== {}, with requests", station.name);
        let start = Instant::now();
        let mut child = repo
            .command(program)
            .args(["rehearse", "--script", "--brief", "--traffic"])
            .arg(station.file)
            .args(station.arguments)
            .stdin(Stdio::null())
            .spawn()?;
        let in_time = e2e::ends_within(&mut child, limit)?;
        let verdict = if !in_time {
            "STOPPED: this machine is too slow or too busy to tell"
        } else if child.wait()?.success() {
            "passed"
        } else {
            failed.push(station.name.to_owned());
            "FAILED"
        };
        let seconds = start.elapsed().as_secs();
        told.push(format!("{seconds:>5} s {} {verdict}", station.name));
    }
    println!("\n{}", told.join("\n"));
    if failed.is_empty() {
        return Ok(());
    }
    Err(Problem::list(
        "rehearsals with requests that did not pass:",
        &failed,
    ))
}

#[cfg(test)]
mod tests {
    use super::{QUICK, STATIONS};
    use crate::repo::Repo;

    #[test]
    fn every_station_has_its_file_and_the_quick_ones_are_stations() {
        let repo = Repo::find().expect("the tests run in the checkout");
        for station in STATIONS {
            assert!(repo.path(station.file).is_file(), "{}", station.file);
        }
        for name in QUICK {
            assert!(STATIONS.iter().any(|it| it.name == *name), "{name}");
        }
    }
}
