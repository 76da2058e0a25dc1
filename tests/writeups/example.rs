//! An example with its plan and its bundle.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use meshwright_core::diag::Language;
use meshwright_core::model::{Cluster, Mesh};
use meshwright_core::plan::{Plan, Step, Target};
use meshwright_core::render::Artifacts;
use meshwright_core::{Options, compile};
use serde_json::Value;

/// The examples that follow write-ups.
pub(crate) const EXAMPLES: [&str; 7] = [
    "two-primaries-one-network",
    "primary-remote-one-network",
    "two-primaries-two-networks",
    "bare-metal-node-ports",
    "bare-metal-external-ips",
    "primary-remote-two-networks",
    "west-east",
];

/// An example with its plan and its bundle.
pub(crate) struct Example {
    /// The name of its file.
    pub(crate) name: String,
    /// What it means.
    pub(crate) mesh: Mesh,
    /// How it is built.
    pub(crate) plan: Plan,
    /// Its bundle.
    pub(crate) bundle: Artifacts,
}

impl Example {
    /// The example of that name.
    pub(crate) fn read(name: &str) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.yaml"));
        let text = fs::read_to_string(&file).expect("the example is there");
        Self::of(name, &text)
    }

    /// A topology that is none of the examples.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let words = meshwright_core::words(Language::En);
        let compiled = compile(text, &Options::default());
        let bundle = compiled.artifacts(text, &words);
        Self {
            name: name.to_owned(),
            bundle: bundle.unwrap_or_else(|| panic!("{name}: {:?}", compiled.findings)),
            mesh: compiled.mesh.expect("it was rendered"),
            plan: compiled.plan.expect("it was rendered"),
        }
    }

    /// Every example that follows a write-up.
    pub(crate) fn all() -> Vec<Self> {
        EXAMPLES.iter().map(|name| Self::read(name)).collect()
    }

    /// A file of the bundle.
    pub(crate) fn file(&self, path: &str) -> &str {
        let file = self.bundle.get(path);
        &file
            .unwrap_or_else(|| panic!("{}: no {path}", self.name))
            .text
    }

    /// The place of a step in the plan.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.plan
            .steps
            .iter()
            .position(|step| step.id.to_string() == id)
    }

    /// A step that has to be there.
    pub(crate) fn step(&self, id: &str) -> &Step {
        let place = self.place(id);
        let place = place.unwrap_or_else(|| panic!("{}: no step {id}", self.name));
        &self.plan.steps[place]
    }

    /// The cluster that a step is for.
    pub(crate) fn cluster_of(&self, step: &Step) -> Option<&Cluster> {
        match step.on {
            Target::Cluster(index) => Some(&self.mesh[index]),
            Target::Workstation => None,
        }
    }

    /// The commands of a step, as run.sh has them.
    pub(crate) fn commands(&self, step: &Step) -> Vec<String> {
        let script = self.file("run.sh");
        let head = format!("\nstep {} ", step.id);
        let (_, after) = script
            .split_once(&head)
            .unwrap_or_else(|| panic!("{}: {} is not in run.sh", self.name, step.id));
        let lines = after.lines().skip(1).take_while(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    /// Every object that is applied or installed in each cluster, by the cluster's name.
    pub(crate) fn objects_by_cluster(&self) -> BTreeMap<&str, Vec<Value>> {
        let mut by_cluster: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for step in &self.plan.steps {
            if let Some(cluster) = self.cluster_of(step) {
                let of_cluster = by_cluster.entry(cluster.name.as_str()).or_default();
                of_cluster.extend(objects(step));
            }
        }
        by_cluster
    }
}

/// Every object that a step applies or installs.
pub(crate) fn objects(step: &Step) -> Vec<Value> {
    let files = step.op.files().into_iter();
    files.flat_map(|file| file.manifest.documents()).collect()
}
