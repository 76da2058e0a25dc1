//! Where steps are collected, and what each of them may ask.

use std::collections::BTreeSet;

use meshwright_catalog::Release;
use meshwright_diag::Text;
use meshwright_graph::MeshGraph;
use meshwright_model::{Cluster, ClusterIndex, Mesh};

use crate::istio::system_namespace;
use crate::{Condition, ManifestFile, Op, Step, StepId, StepKind, Target};

/// What a recipe of steps may ask.
pub struct PlanContext<'a> {
    /// The mesh.
    pub mesh: &'a Mesh,
    /// Who reaches whom in it.
    pub graph: &'a MeshGraph,
    /// The release of each cluster's Istio, by the cluster's index.
    pub releases: Vec<&'static Release>,
    /// The remotes that each cluster's istiod serves or may come to serve, by the cluster's index.
    pub remotes: Vec<Vec<ClusterIndex>>,
}

impl PlanContext<'_> {
    /// The release of the cluster's Istio.
    pub fn release(&self, cluster: ClusterIndex) -> &'static Release {
        self.releases[cluster.0]
    }

    /// Whether the cluster's istiod serves remotes.
    pub fn serves_remotes(&self, cluster: ClusterIndex) -> bool {
        !self.remotes[cluster.0].is_empty()
    }

    /// The namespace of the istiod that serves the cluster.
    pub fn system_namespace(&self, cluster: ClusterIndex) -> &'static str {
        system_namespace(self.mesh, cluster)
    }

    /// What the catalogue knows of the exact version of the cluster's Istio.
    pub fn resolved(&self, cluster: ClusterIndex) -> meshwright_catalog::Resolved {
        meshwright_catalog::resolve(&self.mesh[cluster].istio.version)
    }

    /// The full version of the cluster's Istio: `1.30` is its newest known patch.
    pub fn version(&self, cluster: ClusterIndex) -> String {
        self.resolved(cluster).version
    }

    /// A file of the bundle for the cluster: `clusters/<name>/<file>`.
    pub fn file(
        &self,
        cluster: ClusterIndex,
        file: &str,
        manifest: crate::Manifest,
    ) -> ManifestFile {
        ManifestFile {
            path: format!("clusters/{}/{file}", self.mesh[cluster].name),
            manifest,
        }
    }
}

/// The steps so far.
#[derive(Default)]
pub struct PlanBuilder {
    steps: Vec<Step>,
}

impl PlanBuilder {
    /// Adds a step in a cluster; what it needs and yields is added to it afterwards.
    pub fn in_cluster(
        &mut self,
        index: ClusterIndex,
        cluster: &Cluster,
        kind: StepKind,
        op: Op,
    ) -> &mut Step {
        let args = vec![("cluster", (&cluster.name).into())];
        self.push(
            StepId::of(&cluster.name, kind),
            Target::Cluster(index),
            op,
            args,
        )
    }

    /// Adds a step for the whole mesh on the workstation.
    pub fn on_workstation(&mut self, id: StepId, op: Op) -> &mut Step {
        let args = id
            .cluster
            .as_ref()
            .map(|name| ("cluster", name.into()))
            .into_iter()
            .collect();
        self.push(id, Target::Workstation, op, args)
    }

    fn push(&mut self, id: StepId, on: Target, op: Op, args: meshwright_diag::Args) -> &mut Step {
        let title = Text::new(format!("step-{}", id.kind.as_str()), args);
        let step = Step {
            id,
            title,
            on,
            op,
            needs: BTreeSet::new(),
            done_when: Vec::new(),
            undo: None,
        };
        self.steps.push(step);
        let last = self.steps.len() - 1;
        &mut self.steps[last]
    }

    /// Whether a step is there already.
    pub fn has(&self, id: &StepId) -> bool {
        self.steps.iter().any(|step| step.id == *id)
    }

    /// The steps, as they were added.
    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }
}

impl Step {
    /// Adds a named argument to title and why.
    pub fn say(&mut self, name: &'static str, value: impl Into<meshwright_diag::Arg>) -> &mut Self {
        self.title.args.push((name, value.into()));
        self
    }

    /// Uses another message for title and why: each case adds `-case` to `step-KIND`.
    pub fn case(&mut self, case: &str) -> &mut Self {
        self.title.key = format!("{}-{case}", self.title.key).into();
        self
    }

    /// Adds a step that must come before.
    pub fn after(&mut self, need: StepId) -> &mut Self {
        self.needs.insert(need);
        self
    }

    /// Adds a condition of being done.
    pub fn until(&mut self, condition: Condition) -> &mut Self {
        self.done_when.push(condition);
        self
    }

    /// Says what takes the step back.
    pub fn undone_by(&mut self, undo: Op) -> &mut Self {
        self.undo = Some(undo);
        self
    }
}
