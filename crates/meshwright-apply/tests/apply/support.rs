//! A mesh, its certificates, its clusters in memory and its journal.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use meshwright_apply::clock::LeapingClock;
use meshwright_apply::executor::Task;
use meshwright_apply::fake::World;
use meshwright_apply::journal::MemoryStore;
use meshwright_apply::ops::Settings;
use meshwright_apply::secret::to_base64;
use meshwright_apply::undo::{Undoing, apply_tasks, undo_tasks};
use meshwright_apply::{
    Interrupt, Journal, JournalError, Ready, Run, RunOptions, Selection, Summary, ToolExecutor,
    Tools,
};
use meshwright_core::diag::{Language, Words};
use meshwright_core::pki::{Moment, Seed};
use meshwright_core::plan::{Op, Probe, Target};
use meshwright_core::{Compiled, Options, compile, trust, words};
use serde_json::json;

/// A certificate for `istiod.example.com`, as its owner would bring it.
const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----\n\
MIIBsDCCAVagAwIBAgIUUBgA6W86L5Ch+Qrfi+Af4TMIqQkwCgYIKoZIzj0EAwIw\n\
HTEbMBkGA1UEAwwSaXN0aW9kLmV4YW1wbGUuY29tMCAXDTI2MTEyMTIyMDAwOFoY\n\
DzIxMjYxMDI4MjIwMDA4WjAdMRswGQYDVQQDDBJpc3Rpb2QuZXhhbXBsZS5jb20w\n\
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQRlq23ZY0Q4xZIiWuoD4zZKg1Yv4Oa\n\
9jGk0YGlnyiS+JBk3ODnlfkdjZE7Bf+8/4XgWrR4b80Tz7r0pt9UBhmTo3IwcDAd\n\
BgNVHQ4EFgQUlvxrWiqyKPzhRnjuATcLygvrVVUwHwYDVR0jBBgwFoAUlvxrWiqy\n\
KPzhRnjuATcLygvrVVUwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJpc3Rp\n\
b2QuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIhANnnM+bv8OOrUA09HoNU\n\
kdjXPFCYe9YlM/xPESoC3iz0AiA9Hx9NUHTaoutWUW8+kR6QqWcTdSDyIKl2xL76\n\
542QLA==\n\
-----END CERTIFICATE-----\n";

/// A topology of the examples, or the text of one.
pub(crate) fn example(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    fs::read_to_string(folder.join(name)).expect("the example is there")
}

/// A mesh that can be carried out again and again.
pub(crate) struct Scene {
    ready: Ready<'static>,
    folder: tempfile::TempDir,
    /// The clusters before anything is done.
    fresh: World,
}

impl Scene {
    pub(crate) fn new(text: &str) -> Self {
        // Rendering takes longer than a run, and tests end soon.
        let compiled: &Compiled = Box::leak(Box::new(compile(text, &Options::default())));
        let ready = Ready::new(compiled, &words(Language::En)).expect("the topology has no errors");
        let scene = Self {
            fresh: fresh(&ready),
            ready,
            folder: tempfile::tempdir().expect("a temporary directory"),
        };
        scene.certify();
        scene
    }

    pub(crate) fn ready(&self) -> &Ready<'static> {
        &self.ready
    }

    pub(crate) fn certificates(&self) -> PathBuf {
        self.folder.path().join("certificates")
    }

    /// Takes over the certificates of another scene.
    pub(crate) fn copy_certificates(&self, other: &Self) {
        for entry in fs::read_dir(other.certificates()).expect("they are there") {
            let from = entry.expect("it is readable").path();
            let name = from.file_name().expect("a folder has a name");
            let to = self.certificates().join(name);
            for file in fs::read_dir(&from).expect("it is a folder") {
                let file = file.expect("it is readable");
                fs::copy(file.path(), to.join(file.file_name())).expect("both are ours");
            }
        }
    }

    /// Makes the certificates that the plan asks for.
    fn certify(&self) {
        let ready = self.ready();
        let Some(wanted) = trust::certificates(ready.plan) else {
            return;
        };
        let clusters = wanted.clusters.clone();
        let (seed, now) = (Seed::new([7; 32]), Moment::from_unix(1_800_000_000));
        let authority = trust::Authority::new(ready.mesh, wanted, seed, now).expect("no RSA");
        let write = |folder: &str, name: &str, text: &str| {
            let folder = self.certificates().join(folder);
            fs::create_dir_all(&folder).expect("the directory is writable");
            fs::write(folder.join(name), text).expect("the directory is writable");
        };
        write("root", "root-cert.pem", authority.root.certificate_pem());
        for cluster in &clusters {
            let cacerts = authority.issue(cluster).expect("no RSA");
            for (name, text) in cacerts.files() {
                write(cluster.as_str(), name, text);
            }
        }
    }

    /// The clusters before anything is done.
    pub(crate) fn world(&self) -> World {
        self.fresh.again()
    }

    pub(crate) fn executor<'a>(&'a self, tools: &'a dyn Tools) -> ToolExecutor<'a> {
        ToolExecutor {
            tools,
            mesh: self.ready.mesh,
            settings: Settings {
                certificates: self.certificates(),
                ..Settings::default()
            },
        }
    }

    pub(crate) fn apply(&self, tools: &dyn Tools, journal: &Mutex<Journal>) -> Summary {
        self.try_apply(tools, journal)
            .expect("the journal is patient")
    }

    pub(crate) fn try_apply(
        &self,
        tools: &dyn Tools,
        journal: &Mutex<Journal>,
    ) -> Result<Summary, JournalError> {
        let ready = self.ready();
        let history = journal.lock().expect("nobody panics").history();
        let tasks = apply_tasks(ready.plan, &history, &Selection::default());
        self.run(&tasks, tools, journal)
    }

    pub(crate) fn undo(&self, tools: &dyn Tools, journal: &Mutex<Journal>) -> Summary {
        let ready = self.ready();
        let history = journal.lock().expect("nobody panics").history();
        let tasks = undo_tasks(ready.plan, &history, &Undoing::default());
        self.run(&tasks, tools, journal)
            .expect("the journal is patient")
    }

    pub(crate) fn run(
        &self,
        tasks: &[Task<'_>],
        tools: &dyn Tools,
        journal: &Mutex<Journal>,
    ) -> Result<Summary, JournalError> {
        let executor = self.executor(tools);
        Run {
            tasks,
            executor: &executor,
            journal,
            clock: &LeapingClock::default(),
            interrupt: &Interrupt::default(),
            options: RunOptions {
                tick: Duration::from_secs(1),
                ..RunOptions::default()
            },
        }
        .go(&mut |_: &meshwright_apply::Event| {})
    }
}

/// Clusters with what plans take for granted.
fn fresh(ready: &Ready<'_>) -> World {
    let world = World::new(ready.mesh, &ready.artifacts);
    for step in &ready.plan.steps {
        let Target::Cluster(index) = step.on else {
            continue;
        };
        let given = match step.op {
            // What plans take for granted.
            Op::Probe(Probe::SailOperator) => ["istios", "istiocnis", "ztunnels"]
                .map(|kind| {
                    json!({"apiVersion": "apiextensions.k8s.io/v1",
                        "kind": "CustomResourceDefinition",
                        "metadata": {"name": format!("{kind}.sailoperator.io")}})
                })
                .to_vec(),
            Op::Probe(Probe::NodeAddresses { .. }) => {
                vec![
                    json!({"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node1"},
                    "status": {"addresses":
                        [{"type": "ExternalIP", "address": "203.0.113.200"}]}}),
                ]
            }
            Op::Probe(
                Probe::FrontCertificate { ref secret, .. }
                | Probe::GatewayCertificate { ref secret, .. },
            ) => vec![
                json!({"apiVersion": "v1", "kind": "Namespace",
                    "metadata": {"name": "istio-system"}}),
                json!({"apiVersion": "v1", "kind": "Secret",
                    "metadata": {"name": secret.as_str(), "namespace": "istio-system"},
                    "data": {"tls.crt": to_base64(CERTIFICATE.as_bytes())}}),
            ],
            _ => continue,
        };
        let mut state = world.state();
        let context = ready.mesh[index].context.to_string();
        let cluster = state
            .clusters
            .get_mut(&context)
            .expect("every context is there");
        for object in given {
            cluster.add(object);
        }
    }
    world
}

/// A journal in memory, and where its bytes are.
pub(crate) fn journal() -> (Mutex<Journal>, MemoryStore) {
    journal_with(Vec::new())
}

pub(crate) fn journal_with(bytes: Vec<u8>) -> (Mutex<Journal>, MemoryStore) {
    let store = MemoryStore::with(bytes);
    let journal = Journal::open(Box::new(store.clone())).expect("it is whole");
    (Mutex::new(journal), store)
}

/// What went wrong, for a failing assertion.
pub(crate) fn explain(scene: &Scene, summary: &Summary) -> String {
    let ready = scene.ready();
    let mut sources = meshwright_core::sources().to_vec();
    sources.push(meshwright_apply::WORDS);
    let words = Words::new(Language::En, &sources);
    let failures = summary.failures.iter().map(|(place, failure)| {
        let step = ready.plan.steps.get(*place).map(|step| step.id.to_string());
        format!(
            "{step:?}: {} [{}]",
            words.say(&failure.text),
            failure.detail
        )
    });
    failures.collect::<Vec<_>>().join("\n")
}
