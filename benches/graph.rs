//! How long it takes to see whether an edited mesh still works, with all pairs, and what losing
//! each part of it costs.
//!
//! The aims are 2 milliseconds at 200 clusters and 16 at 1,000 for the first, also in
//! WebAssembly, and 50 at 100 clusters for the second.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use meshwright_core::check::{self, RuleContext};
use meshwright_core::graph::what_if::Losses;
use meshwright_core::graph::{MeshGraph, all_flows};
use meshwright_core::istiod::predictor;
use meshwright_core::model::{self, ClusterIndex, Mesh};

/// Primaries, each with a gateway, ten to a network.
fn mesh(n_clusters: usize) -> Mesh {
    let text = text(n_clusters);
    let topology = model::read(&text).topology.expect("it is a topology");
    model::resolve(&topology).0
}

fn text(n_clusters: usize) -> String {
    let mut text = String::from(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: world\nclusters:\n",
    );
    for place in 0..n_clusters {
        let _ = writeln!(
            text,
            "  - name: cluster-{place:04}\n    network: network-{}\n    apiServer:\n      \
             url: https://api-{place:04}.example.com:6443\n    podCidrs: [10.{}.{}.0/24]\n    \
             eastWestGateway: {{}}",
            place / 10,
            place / 250,
            place % 250,
        );
    }
    text
}

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .sample_size(20)
        .configure_from_args();
    revalidation(&mut criterion);
    losses(&mut criterion);
    answers(&mut criterion);
    criterion.final_summary();
}

/// Graph, all pairs and all rules, from a resolved mesh; and from its text.
fn revalidation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("revalidation");
    for n_clusters in [200, 1000] {
        let mesh = mesh(n_clusters);
        let all = n_clusters * (n_clusters - 1);
        group.bench_with_input(
            BenchmarkId::new("all pairs", n_clusters),
            &mesh,
            |it, mesh| {
                it.iter(|| {
                    let graph = MeshGraph::build(black_box(mesh));
                    assert_eq!(graph.reach_rows().n_pairs(), all);
                });
            },
        );
        group.bench_with_input(
            BenchmarkId::new("from the mesh", n_clusters),
            &mesh,
            |it, mesh| {
                it.iter(|| {
                    let graph = MeshGraph::build(black_box(mesh));
                    let rows = graph.reach_rows();
                    (rows, check::check(&RuleContext::new(mesh, &graph)))
                });
            },
        );
        let text = text(n_clusters);
        group.bench_with_input(
            BenchmarkId::new("from the text", n_clusters),
            &text,
            |it, text| {
                it.iter(|| {
                    let topology = model::read(black_box(text)).topology.expect("a topology");
                    let (mesh, _) = model::resolve(&topology);
                    let graph = MeshGraph::build(&mesh);
                    let rows = graph.reach_rows();
                    (rows, check::check(&RuleContext::new(&mesh, &graph)))
                });
            },
        );
    }
    group.finish();
}

/// Every single loss, ranked.
fn losses(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("every single loss");
    for n_clusters in [100, 1000] {
        let mesh = mesh(n_clusters);
        let graph = MeshGraph::build(&mesh);
        group.bench_function(BenchmarkId::from_parameter(n_clusters), |it| {
            it.iter(|| Losses::new(black_box(&mesh), &graph).each());
        });
    }
    group.finish();
}

/// The list of one cluster, and the table of ports.
fn answers(criterion: &mut Criterion) {
    let mesh = mesh(1000);
    let graph = MeshGraph::build(&mesh);
    let mut group = criterion.benchmark_group("1000 clusters");
    group.bench_function("endpoints of one", |it| {
        it.iter(|| predictor(black_box(&mesh), &graph).lists(ClusterIndex(0)));
    });
    group.bench_function("ports", |it| it.iter(|| all_flows(black_box(&mesh))));
    group.finish();
}
