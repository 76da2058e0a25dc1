//! How long `meshwright plan` takes from nothing for 10 clusters, beside `kubectl version --client`
//! in the same run.
//!
//! The aim is an eighth of kubectl's time: people wait for a planner more often than for a cluster.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each program; the two take turns, so that both meet the same weather.
const RUNS: usize = 60;

#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn main() {
    let meshwright = env!("CARGO_BIN_EXE_meshwright");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ten.yaml");
    let starter = Command::new(meshwright)
        .args([
            "new",
            "multi-primary",
            "--clusters",
            "10",
            "--networks",
            "3",
        ])
        .output()
        .expect("the program can be started");
    assert!(starter.status.success());
    fs::write(&file, starter.stdout).expect("the folder for tests is writable");

    let mut plan = Command::new(meshwright);
    plan.arg("plan").arg(&file);
    let mut version = Command::new("kubectl");
    version.args(["version", "--client"]);
    // The first run of each reads the program from the disk.
    time(&mut plan);
    time(&mut version);
    let (ours, theirs): (Vec<_>, Vec<_>) = (0..RUNS)
        .map(|_| (time(&mut plan), time(&mut version)))
        .unzip();
    let (ours, theirs) = (median(ours), median(theirs));
    println!("meshwright plan, 10 clusters: {ours:.2?} (median of {RUNS})");
    println!("kubectl version --client:     {theirs:.2?} (median of {RUNS})");
    println!("ratio: 1/{:.1}", theirs.as_secs_f64() / ours.as_secs_f64());
}

fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap_or_else(|error| panic!("{command:?}: {error}: run `cargo xtask setup`"));
    assert!(status.success(), "{command:?}: {status}");
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
