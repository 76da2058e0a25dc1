//! How long it takes to see whether an edited mesh still works, with all pairs, and what losing
//! each part of it costs: natively and in WebAssembly, in one run.
//!
//! The aims are 2 milliseconds at 200 clusters and 16 at 1,000 for the first, and 50 at 100
//! clusters for the second, also in WebAssembly, which is to take at most twice as long. A missed
//! aim fails the bench. Both have their turns, so that whatever else the machine does hits both;
//! times are those of the fastest quarter of the runs of the best turn: what the code takes where
//! nothing else has the machine.

mod load;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use criterion::Criterion;
use graph::{MeshGraph, all_flows};
use load::{Schedule, Step, WORKS, Work};
use meshwright_core::istiod::predictor;
use meshwright_core::{check, graph, model};
use model::ClusterIndex;

/// WebAssembly takes at most so many times as long.
const AT_MOST: f64 = 2.0;
/// How many turns each of the two has.
const TURNS: usize = 5;

fn main() -> ExitCode {
    // Without that argument Cargo only asks whether it runs at all.
    let is_measured = std::env::args().any(|argument| argument == "--bench");
    let is_met = !is_measured || measure();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .sample_size(20)
        .configure_from_args();
    answers(&mut criterion);
    criterion.final_summary();
    if is_met {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Measures both, turn by turn; whether all aims are met.
fn measure() -> bool {
    let module = module();
    let mut best_native = Vec::new();
    let mut best_wasm = Vec::new();
    for _ in 0..TURNS {
        keep_best(&mut best_native, native());
        if let Some(times) = module.as_deref().and_then(wasm) {
            keep_best(&mut best_wasm, times);
        }
    }
    compare(&best_native, (!best_wasm.is_empty()).then_some(&best_wasm))
}

/// Keeps the shorter time of each work.
fn keep_best(best: &mut Vec<f64>, times: Vec<f64>) {
    if best.is_empty() {
        *best = times;
        return;
    }
    for (best, time) in best.iter_mut().zip(times) {
        *best = best.min(time);
    }
}

/// The aim of a work in milliseconds, in WebAssembly too.
const fn aim(work: Work) -> Option<f64> {
    match work {
        Work::Revalidation(200) => Some(2.0),
        Work::Revalidation(1000) => Some(16.0),
        Work::Losses(100) => Some(50.0),
        Work::Revalidation(_) | Work::FromText(_) | Work::Losses(_) => None,
    }
}

/// Prints one line for each work; whether all aims are met.
#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn compare(native: &[f64], wasm: Option<&Vec<f64>>) -> bool {
    println!(
        "{:<22} {:>10} {:>10} {:>6} {:>6}",
        "milliseconds", "native", "wasm", "ratio", "aim"
    );
    let mut is_met = true;
    for (place, work) in WORKS.iter().enumerate() {
        let native = native[place];
        let wasm = wasm.map(|times| times[place]);
        let ratio = wasm.map(|wasm| wasm / native);
        let told = |number: Option<f64>| number.map_or("-".to_owned(), |it| format!("{it:.2}"));
        let slowest = wasm.map_or(native, |wasm| wasm.max(native));
        let has_aim = aim(*work).is_some();
        let is_slow = aim(*work).is_some_and(|aim| slowest > aim);
        let is_missed = is_slow || (has_aim && ratio.is_some_and(|ratio| ratio > AT_MOST));
        is_met &= !is_missed;
        println!(
            "{:<22} {native:>10.2} {:>10} {:>6} {:>6} {}",
            format!("{work:?}"),
            told(wasm),
            told(ratio),
            told(aim(*work)),
            if is_missed { "missed" } else { "" }
        );
    }
    is_met
}

fn native() -> Vec<f64> {
    let mut schedule = Schedule::new();
    let mut times: Vec<Vec<f64>> = Vec::new();
    loop {
        let before = Instant::now();
        let step = schedule.step();
        let ms = before.elapsed().as_secs_f64() * 1000.0;
        match step {
            Step::Ready => times.push(Vec::new()),
            Step::Done => times.last_mut().expect("one is ready").push(ms),
            Step::Over => break,
        }
    }
    times.into_iter().map(fastest_quarter).collect()
}

/// Builds the module that does the same; `None`, with a line that says why, where it does not build.
#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn module() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["build", "--package", "meshwright-check"])
        .args(["--example", "graph_in_wasm"])
        .args(["--profile", "wasm-release"])
        .args(["--target", "wasm32-unknown-unknown"])
        .status();
    if !built.is_ok_and(|status| status.success()) {
        println!("not measured in WebAssembly: the module does not build (`cargo xtask setup`)");
        return None;
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let folder = target.join("wasm32-unknown-unknown/wasm-release/examples");
    Some(folder.join("graph_in_wasm.wasm"))
}

/// Runs it in Node; `None`, with a line that says so, where there is no Node.
#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn wasm(module: &Path) -> Option<Vec<f64>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new("node")
        .arg(root.join("benches/graph.mjs"))
        .arg(module)
        .output();
    let Ok(run) = run else {
        println!("not measured in WebAssembly: there is no `node`");
        return None;
    };
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let times: Vec<Vec<f64>> = serde_json::from_slice(&run.stdout).expect("lists of numbers");
    Some(times.into_iter().map(fastest_quarter).collect())
}

/// The time that a quarter of the runs stays below.
fn fastest_quarter(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 4]
}

/// The list of one cluster, and the table of ports.
fn answers(criterion: &mut Criterion) {
    let mesh = load::mesh(1000);
    let graph = MeshGraph::build(&mesh);
    let mut group = criterion.benchmark_group("1000 clusters");
    group.bench_function("endpoints of one", |it| {
        it.iter(|| predictor(black_box(&mesh), &graph).lists(ClusterIndex(0)));
    });
    group.bench_function("ports", |it| it.iter(|| all_flows(black_box(&mesh))));
    group.finish();
}
