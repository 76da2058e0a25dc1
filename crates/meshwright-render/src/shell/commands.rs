//! Every operation as the commands that carry it out.
//!
//! Each command names its context, its kubeconfig where one is given, and its namespace. The
//! runbook prints these lines and the script runs them.

mod address;
mod check;
mod run;
mod wait;

use meshwright_model::{ApiServerUrl, Cluster, Mesh};
use meshwright_plan::istio::{SAMPLE_NAMESPACE, SYSTEM_NAMESPACE, system_namespace};
use meshwright_plan::manifest::SampleServices;
use meshwright_plan::{Manifest, Op, Step, Target};

use super::external::Place;
use super::istioctl::Istioctls;
use super::quote::flag;
use super::trust;
use crate::workloads;

/// A step's commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelled {
    /// What carries the step out for a person with `meshwright` at hand; empty where that is
    /// [`Self::run`].
    pub by_meshwright: Vec<String>,
    /// What carries the step out.
    pub run: Vec<String>,
    /// What shows that it is done, for people; changes nothing.
    pub check: Vec<String>,
    /// What takes it back.
    pub undo: Vec<String>,
}

/// Spells steps of one mesh.
pub struct Speller<'a> {
    mesh: &'a Mesh,
    istioctls: Istioctls,
}

impl<'a> Speller<'a> {
    /// A speller for the steps that build `mesh`.
    pub fn new(mesh: &'a Mesh) -> Self {
        Self {
            mesh,
            istioctls: Istioctls::of(mesh),
        }
    }

    /// Spells a step.
    pub fn spell(&self, step: &Step) -> Spelled {
        let (cluster, namespace) = match step.on {
            Target::Cluster(index) => (
                self.mesh.clusters.get(index.0),
                system_namespace(self.mesh, index),
            ),
            Target::Workstation => (None, SYSTEM_NAMESPACE),
        };
        let speller = At {
            mesh: self.mesh,
            istioctls: &self.istioctls,
            cluster,
            namespace,
        };
        let mut run = speller.run(&step.op);
        run.extend(speller.waits(step));
        Spelled {
            by_meshwright: trust::by_meshwright(&step.op),
            run,
            check: speller.check(&step.op),
            undo: step
                .undo
                .as_ref()
                .map(|op| speller.run(op))
                .unwrap_or_default(),
        }
    }
}

/// `kubectl` with context and kubeconfig of the cluster.
pub fn kubectl(cluster: &Cluster) -> String {
    format!("kubectl{}", access(cluster))
}

pub(super) fn access(cluster: &Cluster) -> String {
    let mut flags = String::new();
    if let Some(kubeconfig) = &cluster.kubeconfig {
        flags.push(' ');
        flags.push_str(&flag("kubeconfig", kubeconfig.as_str()));
    }
    flags.push(' ');
    flags.push_str(&flag("context", cluster.context.as_str()));
    flags
}

/// The file of the servers that are asked from clusters that reach every cluster.
pub const ALL_TARGETS: &str = "verify/targets.txt";

/// The file of the servers that are asked from one cluster.
pub fn targets_file(mesh: &Mesh, from: &Cluster, n_answers: usize) -> String {
    if n_answers == workloads::count(mesh) {
        ALL_TARGETS.to_owned()
    } else {
        format!("verify/targets-{}.txt", from.name)
    }
}

/// A speller at one place.
struct At<'a> {
    mesh: &'a Mesh,
    istioctls: &'a Istioctls,
    cluster: Option<&'a Cluster>,
    /// The namespace of the istiod that serves the cluster.
    namespace: &'static str,
}

impl At<'_> {
    /// The program, its words, and the cluster's access: flags follow the subcommand.
    fn istioctl(&self, cluster: &Cluster, words: &[String]) -> String {
        format!(
            "{} {}{}",
            self.istioctls.program(cluster),
            words.join(" "),
            access(cluster)
        )
    }

    /// The place of an operation of an external control plane.
    fn place<'b>(&'b self, cluster: &'b Cluster) -> Place<'b> {
        Place {
            mesh: self.mesh,
            istioctls: self.istioctls,
            cluster,
            namespace: self.namespace,
        }
    }

    /// `istioctl create-remote-secret` for a cluster: `words` name it, `namespace` is a flag.
    fn credential(
        &self,
        cluster: &Cluster,
        words: &[String],
        namespace: &str,
        server: Option<&ApiServerUrl>,
    ) -> String {
        let mut command = format!(
            "{} {} {namespace}",
            self.istioctl(cluster, words),
            flag("name", cluster.name.as_str())
        );
        if let Some(server) = server {
            command.push(' ');
            command.push_str(&flag("server", server.as_str()));
        }
        command
    }

    /// The namespace that the files of an operation are about.
    fn namespace_of(&self, op: &Op) -> String {
        let is_sample = op.files().iter().any(|file| match &file.manifest {
            Manifest::Sample(_) | Manifest::SampleClient(_) | Manifest::SampleServices(_) => true,
            Manifest::Traffic(rules) => rules.namespace == SAMPLE_NAMESPACE,
            _ => false,
        });
        let is_front = op
            .files()
            .iter()
            .any(|file| matches!(file.manifest, Manifest::FrontObjects(_)));
        flag(
            "namespace",
            if is_sample {
                SAMPLE_NAMESPACE
            } else if is_front {
                SYSTEM_NAMESPACE
            } else {
                self.namespace
            },
        )
    }
}

fn filenames(op: &Op) -> String {
    op.files()
        .iter()
        .map(|file| [" ".to_owned(), flag("filename", &file.path)].concat())
        .collect()
}

/// A line of a targets file: the Service to ask, and the cluster that must answer.
pub fn target(cluster: &meshwright_model::ClusterName) -> String {
    format!("{} {cluster}\n", SampleServices::service(cluster))
}
