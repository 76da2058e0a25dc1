//! How long findings and plan take for meshes of 10, 100 and 1,000 primaries, and how much text
//! a bundle has per cluster.
//!
//! The aim is at most 50 milliseconds for 1,000 primaries and at most 4 kB of distinct lines per
//! cluster: what every cluster has in common is counted once.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use meshwright_core::check::{self, RuleContext};
use meshwright_core::diag::Language;
use meshwright_core::graph::MeshGraph;
use meshwright_core::{Options, compile, model, plan};

/// Meshes of `n` primaries: how many networks they are on.
const MESHES: [(usize, usize); 5] = [(10, 1), (100, 1), (1000, 1), (100, 10), (1000, 100)];

/// A mesh of primaries; on several networks each cluster has a gateway.
fn topology(n_clusters: usize, n_networks: usize) -> String {
    let mut text = String::from(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: world\nclusters:\n",
    );
    for place in 0..n_clusters {
        let _ = writeln!(
            text,
            "  - name: cluster-{place:04}\n    network: network-{}\n    apiServer:\n      \
             url: https://api-{place:04}.example.com:6443\n    podCidrs: [10.{}.{}.0/24]",
            place % n_networks,
            place / 250,
            place % 250,
        );
        if n_networks > 1 {
            text.push_str("    eastWestGateway: {}\n");
        }
    }
    text
}

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .sample_size(20)
        .configure_from_args();
    let mut group = criterion.benchmark_group("findings and plan");
    for (n_clusters, n_networks) in MESHES {
        let text = topology(n_clusters, n_networks);
        let name = format!("{n_networks} networks");
        group.bench_with_input(
            BenchmarkId::new(name, n_clusters),
            &text,
            |bencher, text| {
                bencher.iter(|| compile(black_box(text), &Options::default()));
            },
        );
    }
    group.finish();
    stages(&mut criterion);
    criterion.final_summary();
    print_sizes();
}

/// Where the time goes for 1,000 primaries.
fn stages(criterion: &mut Criterion) {
    for n_networks in [1, 100] {
        let text = topology(1000, n_networks);
        let mut group = criterion.benchmark_group(format!("1000 primaries, {n_networks} networks"));
        group.bench_function("read", |bencher| {
            bencher.iter(|| model::read(black_box(&text)));
        });
        let topology = model::read(&text).topology.expect("it is a topology");
        group.bench_function("resolve", |bencher| {
            bencher.iter(|| model::resolve(&topology));
        });
        let (mesh, _) = model::resolve(&topology);
        group.bench_function("graph", |bencher| bencher.iter(|| MeshGraph::build(&mesh)));
        let graph = MeshGraph::build(&mesh);
        group.bench_function("check", |bencher| {
            bencher.iter(|| check::check(&RuleContext::new(&mesh, &graph)));
        });
        group.bench_function("plan", |bencher| {
            bencher.iter(|| plan::plan(&mesh, &graph, black_box(&[])));
        });
        group.finish();
    }
}

/// Whether a file is carried out, or says what to carry out; the rest is for reading.
fn is_carried_out(path: &str) -> bool {
    let is_script = matches!(path, "run.sh" | "lib.sh" | "watched.txt");
    is_script
        || ["clusters/", "verify/", "trust/"]
            .iter()
            .any(|start| path.starts_with(start))
}

/// Prints bytes per cluster: of all files, of their distinct lines, and of the distinct lines of
/// what is carried out.
#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn print_sizes() {
    let words = meshwright_core::words(Language::En);
    println!("                                 bytes per cluster:");
    println!("primaries  networks  files  all files  distinct lines  of what is carried out");
    for (n_clusters, n_networks) in MESHES {
        let text = topology(n_clusters, n_networks);
        let compiled = compile(&text, &Options::default());
        let artifacts = compiled
            .artifacts(&text, &words)
            .expect("the mesh has no errors");
        let distinct = |is_counted: &dyn Fn(&str) -> bool| -> usize {
            let files = artifacts.iter().filter(|(path, _)| is_counted(path));
            let lines: BTreeSet<&str> = files.flat_map(|(_, file)| file.text.lines()).collect();
            lines.iter().map(|line| line.len() + 1).sum()
        };
        let total: usize = artifacts.iter().map(|(_, file)| file.text.len()).sum();
        println!(
            "{n_clusters:>9}  {n_networks:>8}  {:>5}  {:>9}  {:>14}  {:>22}",
            artifacts.len(),
            total / n_clusters,
            distinct(&|_| true) / n_clusters,
            distinct(&is_carried_out) / n_clusters
        );
    }
}
