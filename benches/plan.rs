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
use meshwright_core::diag::Language;
use meshwright_core::{Options, compile};

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
        group.bench_with_input(BenchmarkId::new(name, n_clusters), &text, |bencher, text| {
            bencher.iter(|| compile(black_box(text), &Options::default()));
        });
    }
    group.finish();
    criterion.final_summary();
    print_sizes();
}

/// Prints bytes per cluster: of all files, and of lines that are counted once.
#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn print_sizes() {
    let words = meshwright_core::words(Language::En);
    println!("primaries  networks  files  bytes per cluster  distinct bytes per cluster");
    for (n_clusters, n_networks) in MESHES {
        let text = topology(n_clusters, n_networks);
        let compiled = compile(&text, &Options::default());
        let artifacts = compiled
            .artifacts(&text, &words)
            .expect("the mesh has no errors");
        let files = || artifacts.iter().map(|(_, file)| file.text.as_str());
        let total: usize = files().map(str::len).sum();
        let distinct: BTreeSet<&str> = files().flat_map(str::lines).collect();
        let distinct: usize = distinct.iter().map(|line| line.len() + 1).sum();
        println!(
            "{n_clusters:>9}  {n_networks:>8}  {:>5}  {:>17}  {:>26}",
            artifacts.len(),
            total / n_clusters,
            distinct / n_clusters
        );
    }
}
