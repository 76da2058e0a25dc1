//! What is measured of the graph, natively and in WebAssembly alike.
//!
//! A [`Schedule`] is advanced step by step, and whoever advances it looks at the clock: the module
//! in WebAssembly has none.

use std::fmt::Write as _;
use std::hint::black_box;

use super::check::{self, RuleContext};
use super::graph::MeshGraph;
use super::graph::what_if::Losses;
use super::model::{self, Mesh};

/// Something to do for a mesh of so many clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// The graph, all pairs and all rules, from a resolved mesh.
    Revalidation(usize),
    /// The same from the text.
    FromText(usize),
    /// Every single loss, ranked.
    Losses(usize),
}

/// Everything that is measured, in this order.
pub(crate) const WORKS: [Work; 6] = [
    Work::Revalidation(200),
    Work::Revalidation(1000),
    Work::FromText(200),
    Work::FromText(1000),
    Work::Losses(100),
    Work::Losses(1000),
];

impl Work {
    const fn n_clusters(self) -> usize {
        match self {
            Self::Revalidation(n) | Self::FromText(n) | Self::Losses(n) => n,
        }
    }

    /// How often it is done: engines make code fast that has run for a while, a hundred times and
    /// more.
    const fn n_runs(self) -> usize {
        if self.n_clusters() < 1000 { 600 } else { 60 }
    }
}

/// Primaries, each with a gateway, ten to a network.
pub(crate) fn text(n_clusters: usize) -> String {
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

/// [`text`], resolved.
pub(crate) fn mesh(n_clusters: usize) -> Mesh {
    let topology = model::read(&text(n_clusters)).topology;
    model::resolve(&topology.expect("it is a topology")).0
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// It made the next work ready.
    Ready,
    /// It did the work once.
    Done,
    /// There was nothing left to do.
    Over,
}

/// Works, and how far they are done.
pub(crate) struct Schedule {
    n_ready: usize,
    n_runs: usize,
    work: Option<(Work, Mesh, String)>,
}

impl Schedule {
    /// Nothing done yet.
    pub(crate) const fn new() -> Self {
        Self {
            n_ready: 0,
            n_runs: 0,
            work: None,
        }
    }

    /// Does the next step.
    pub(crate) fn step(&mut self) -> Step {
        if let Some((work, mesh, text)) = &self.work
            && self.n_runs < work.n_runs()
        {
            self.n_runs += 1;
            run(*work, mesh, text);
            return Step::Done;
        }
        let Some(&work) = WORKS.get(self.n_ready) else {
            return Step::Over;
        };
        self.n_ready += 1;
        self.n_runs = 0;
        self.work = Some((work, mesh(work.n_clusters()), text(work.n_clusters())));
        Step::Ready
    }
}

fn run(work: Work, mesh: &Mesh, text: &str) {
    match work {
        Work::Revalidation(_) => revalidate(black_box(mesh)),
        Work::FromText(_) => {
            let topology = model::read(black_box(text)).topology;
            let (mesh, _) = model::resolve(&topology.expect("it is a topology"));
            revalidate(&mesh);
        }
        Work::Losses(_) => {
            let graph = MeshGraph::build(black_box(mesh));
            black_box(Losses::new(mesh, &graph).each());
        }
    }
}

fn revalidate(mesh: &Mesh) {
    let graph = MeshGraph::build(mesh);
    black_box(graph.reach_rows());
    black_box(check::check(&RuleContext::new(mesh, &graph)));
}
