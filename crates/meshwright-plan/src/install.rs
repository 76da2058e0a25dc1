//! Install methods: which tool installs Istio, and with which operations.
//!
//! The plan says what is to be installed, as facts; a method says how, as [`Part`]s: one or more
//! steps that follow each other. What a method makes of the same facts must be the same mesh.

pub mod charts;
pub(crate) mod front;
pub mod helm;
pub mod istioctl;
mod node_agents;
pub mod sail;

use std::collections::BTreeSet;

use meshwright_model::{Cluster, ClusterIndex, InstallMethod, Role};

use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::{ControlPlane, EastWestGateway};
use crate::{Condition, Manifest, ManifestFile, Op, Step, StepId, StepKind, steps};

/// A tool that installs Istio. A method is one file below this one and one line in [`METHODS`].
#[derive(Debug)]
pub struct Method {
    /// The word of the document for it.
    pub method: InstallMethod,
    /// Adds what the whole mesh needs once, before any of its parts.
    pub prepare: fn(&PlanContext<'_>, &mut PlanBuilder),
    /// Installs a control plane, or what a remote has of one.
    pub control_plane: fn(Site<'_>, Box<ControlPlane>) -> Vec<Part>,
    /// Installs an east-west gateway.
    pub gateway: fn(Site<'_>, Box<EastWestGateway>) -> Vec<Part>,
}

/// Every method that plans can be made for, in the order of the document's words.
pub static METHODS: &[&Method] = &[&istioctl::ISTIOCTL, &helm::HELM, &sail::SAIL];

/// The method of that word, or `None` where no plans are made for it.
pub fn method(method: InstallMethod) -> Option<&'static Method> {
    METHODS.iter().copied().find(|known| known.method == method)
}

/// Where something is installed.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// What a recipe may ask.
    pub cx: &'a PlanContext<'a>,
    /// The cluster.
    pub index: ClusterIndex,
}

impl<'a> Site<'a> {
    /// The cluster.
    pub fn cluster(self) -> &'a Cluster {
        &self.cx.mesh[self.index]
    }

    /// A file of the bundle for the cluster: `clusters/<name>/<file>`.
    pub fn file(self, file: &str, manifest: Manifest) -> ManifestFile {
        self.cx.file(self.index, file, manifest)
    }
}

/// One step of an installation: what a method does, when that is done, what takes it back.
pub struct Part {
    /// Its kind; a control plane has a part of kind [`StepKind::ControlPlane`], a gateway one of
    /// kind [`StepKind::EastWestGateway`].
    pub kind: StepKind,
    /// Added to the key of its message, after what the model adds; empty for nothing.
    pub case: &'static str,
    /// Steps that must come before, beside the part before this one.
    pub needs: Vec<StepId>,
    /// What is done.
    pub op: Op,
    /// When it is done.
    pub done_when: Vec<Condition>,
    /// What takes it back; `None` where nothing is left behind.
    pub undo: Option<Op>,
}

/// Adds the steps of an installation: each part after the one before, the first after `needs`.
///
/// `describe` gives each step the arguments and cases that its sentences need.
pub(crate) fn add(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    parts: Vec<Part>,
    needs: impl IntoIterator<Item = StepId>,
    describe: impl Fn(&mut Step),
) {
    let cluster = &cx.mesh[index];
    let mut needs: BTreeSet<StepId> = needs.into_iter().collect();
    for part in parts {
        let schema = match &part.op {
            Op::HelmUpgrade { release, .. } if release.skips_schema => "skipped",
            _ => "checked",
        };
        let address = match &part.op {
            Op::HelmUpgrade { release, .. } if !release.waits => "none",
            _ => "some",
        };
        let step = plan.in_cluster(index, cluster, part.kind, part.op);
        step.say("version", cluster.istio.version.as_str());
        step.say("namespace", cx.system_namespace(index));
        step.say("schema", schema);
        step.say("address", address);
        let method = cluster.istio.install_method;
        let brings_agent = method == InstallMethod::Istioctl
            && step.id.kind == StepKind::ControlPlane
            && cluster.role != Role::External
            && steps::openshift::sidecars(cx, index).is_some();
        let lacks_budgets = istioctl::lacks_budgets(Site { cx, index });
        step.say("budgets", if lacks_budgets { "none" } else { "some" });
        step.say("platform", if brings_agent { "openshift" } else { "other" });
        describe(step);
        if !part.case.is_empty() {
            step.case(part.case);
        }
        step.needs = needs;
        step.needs.extend(part.needs);
        step.done_when.extend(part.done_when);
        step.undo = part.undo;
        needs = BTreeSet::from([step.id.clone()]);
    }
}

/// Adds what the methods of the mesh need once, before any of their parts.
pub(crate) fn prepare(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for method in METHODS {
        let mut clusters = cx.mesh.clusters.iter();
        if clusters.any(|cluster| cluster.istio.install_method == method.method) {
            (method.prepare)(cx, plan);
        }
    }
}
