//! The plan itself, and how it is made.

use meshwright_catalog as catalog;
use meshwright_diag::{Code, Finding, Severity};
use meshwright_graph::MeshGraph;
use meshwright_model::{Mesh, MeshName};

use crate::builder::{PlanBuilder, PlanContext};
use crate::{Step, install, models, order, steps};

/// Ordered, explained steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The mesh's name.
    pub mesh: MeshName,
    /// The deployment models that were recognised, sorted.
    pub models: Vec<&'static str>,
    /// The steps, in an order that respects what each needs.
    pub steps: Vec<Step>,
    /// The codes of errors that keep the plan from being carried out, sorted, each once.
    pub blocked_by: Vec<Code>,
}

impl Plan {
    /// Whether nothing keeps the plan from being carried out.
    pub fn is_complete(&self) -> bool {
        self.blocked_by.is_empty()
    }
}

/// Plans the steps that build `mesh`.
///
/// Always answers; errors among `findings` are told in [`Plan::blocked_by`].
pub fn plan(mesh: &Mesh, graph: &MeshGraph, findings: &[Finding]) -> Plan {
    let mut remotes = vec![Vec::new(); mesh.clusters.len()];
    for (index, _) in mesh.clusters() {
        for leader in mesh.leaders_of(index).filter(|leader| *leader != index) {
            remotes[leader.0].push(index);
        }
    }
    let cx = PlanContext {
        remotes,
        mesh,
        graph,
        releases: mesh
            .clusters
            .iter()
            .map(|cluster| catalog::resolve(&cluster.istio.version).release)
            .collect(),
    };
    let recognised = models::recognise(mesh);
    let mut builder = PlanBuilder::default();
    steps::check_cluster::check_clusters(&cx, &mut builder);
    steps::namespace::namespaces(&cx, &mut builder);
    steps::trust::trust(&cx, &mut builder);
    install::prepare(&cx, &mut builder);
    for model in &recognised {
        (model.steps)(&cx, &mut builder);
    }
    steps::discovery::discovery(&cx, &mut builder);
    steps::addons::addons(&cx, &mut builder);
    steps::verify::verify(&cx, &mut builder);
    steps::traffic::show(&cx, &mut builder);

    let mut blocked_by: Vec<Code> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.rule.code)
        .collect();
    blocked_by.sort_unstable();
    blocked_by.dedup();
    Plan {
        mesh: mesh.name.clone(),
        models: recognised.iter().map(|model| model.name).collect(),
        steps: order::order(builder.into_steps()),
        blocked_by,
    }
}
