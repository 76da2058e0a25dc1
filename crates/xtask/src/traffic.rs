//! Rehearsals with real requests between real proxies, where Envoy is at hand.
//!
//! `cargo xtask e2e --traffic` sends requests in every topology of the write-ups, makes the
//! mistakes that no topology shows, and loses parts under load; with words, only in stations whose
//! names contain one. Envoy is not built here; without it the run fails and says where it is to
//! be had.

use std::time::Instant;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::tests::built;

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
];

/// Rehearses the stations whose names contain one of `names`, or all.
pub(crate) fn run(repo: &Repo, names: &[&str]) -> Result<(), Problem> {
    let is_named =
        |it: &&Station| names.is_empty() || names.iter().any(|name| it.name.contains(name));
    let stations: Vec<&Station> = STATIONS.iter().filter(is_named).collect();
    if stations.is_empty() {
        let known: Vec<&str> = STATIONS.iter().map(|it| it.name).collect();
        return Err(Problem::new(format!(
            "nothing is called like that; there are:\n  {}",
            known.join("\n  ")
        )));
    }
    let format = ["--message-format", "json-render-diagnostics"];
    let mut cargo = repo.cargo(&["build", "--package", "meshwright", "--bin", "meshwright"]);
    let program = built(cargo.args(format), "meshwright")?;
    process::run(repo.command(&program).args(["rehearse", "--setup"]))?;
    let mut failed = Vec::new();
    for station in stations {
        println!("\n=== {}, with requests", station.name);
        let start = Instant::now();
        let mut command = repo.command(&program);
        let run = process::run(
            command
                .args(["rehearse", "--script", "--brief", "--traffic"])
                .arg(station.file)
                .args(station.arguments),
        );
        println!("{} s", start.elapsed().as_secs());
        if run.is_err() {
            failed.push(station.name.to_owned());
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(Problem::list(
        "rehearsals with traffic that did not pass:",
        &failed,
    ))
}
