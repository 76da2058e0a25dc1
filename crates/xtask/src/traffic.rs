//! Rehearsals with real requests between real proxies, where Envoy is at hand.
//!
//! Two topologies, with a closed port and with losses under load: gateways of two networks, and
//! a primary, its remote and another primary. Envoy is not built here; without it the run fails
//! and says where it is to be had.

use std::time::Instant;

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::tests::built;

/// What is rehearsed, and the failures that are tried.
const REHEARSED: &[(&str, &[&str])] = &[
    (
        "examples/two-primaries-two-networks.yaml",
        &["--close", "cluster1:cluster2", "--lose", "gateway:cluster2"],
    ),
    (
        "examples/three-clusters-two-control-planes.yaml",
        &["--lose", "gateway:cluster3", "--lose", "cluster2"],
    ),
];

/// Rehearses with traffic the topologies whose paths contain one of `names`, or all.
pub(crate) fn run(repo: &Repo, names: &[&str]) -> Result<(), Problem> {
    let format = ["--message-format", "json-render-diagnostics"];
    let mut cargo = repo.cargo(&["build", "--package", "meshwright", "--bin", "meshwright"]);
    let program = built(cargo.args(format), "meshwright")?;
    process::run(repo.command(&program).args(["rehearse", "--setup"]))?;
    let is_named = |file: &str| names.is_empty() || names.iter().any(|it| file.contains(it));
    let mut failed = Vec::new();
    for (file, failures) in REHEARSED.iter().filter(|(file, _)| is_named(file)) {
        println!("\n=== {file}, with traffic");
        let start = Instant::now();
        let mut command = repo.command(&program);
        let run = process::run(
            command
                .args(["rehearse", "--script", "--traffic"])
                .args(*failures)
                .arg(file),
        );
        println!("{} s", start.elapsed().as_secs());
        if run.is_err() {
            failed.push((*file).to_owned());
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
