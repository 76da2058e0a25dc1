//! The folder of a mesh on this machine: its journal, its lock, the files of its plan.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use meshwright_core::diag::Words;
use meshwright_core::graph::MeshGraph;
use meshwright_core::model::Mesh;
use meshwright_core::plan::Plan;
use meshwright_core::render::digest::sha256;
use meshwright_core::render::{Artifacts, RenderInput, render};
use meshwright_core::{Compiled, VERSION};

use crate::journal::{FileStore, Journal, JournalError};
use crate::lock::{Lock, LockError};

/// A plan that can be carried out, with its files.
#[derive(Debug)]
pub struct Ready<'a> {
    /// The mesh.
    pub mesh: &'a Mesh,
    /// Who reaches whom in it.
    pub graph: &'a MeshGraph,
    /// The plan.
    pub plan: &'a Plan,
    /// Its files.
    pub artifacts: Artifacts,
    /// SHA-256 of all that the plan does: its steps and the content of its files.
    pub digest: String,
}

impl<'a> Ready<'a> {
    /// The plan of a topology without errors; `None` for another one.
    pub fn new(compiled: &'a Compiled, words: &Words) -> Option<Self> {
        let (mesh, graph) = (compiled.mesh.as_ref()?, compiled.graph.as_ref()?);
        let plan = compiled.plan.as_ref().filter(|plan| plan.is_complete())?;
        if compiled.has_errors() {
            return None;
        }
        let artifacts = render(&RenderInput {
            mesh,
            graph,
            plan,
            words,
            topology: "",
            digest: "",
            version: VERSION,
        });
        let digest = digest(plan, &artifacts);
        Some(Self {
            mesh,
            graph,
            plan,
            artifacts,
            digest,
        })
    }
}

/// SHA-256 of the steps and of every file that they use.
///
/// Sentences are not in it: a better word makes no other plan.
fn digest(plan: &Plan, artifacts: &Artifacts) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for step in &plan.steps {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} {:?} {:?}", step.id, step.on, step.needs);
        for op in [Some(&step.op), step.undo.as_ref()].into_iter().flatten() {
            let _ = writeln!(text, "{op:?}");
            for file in op.files() {
                let content = artifacts.get(&file.path).map_or("", |file| &file.text);
                let _ = writeln!(text, "{} {}", file.path, sha256(content.as_bytes()));
            }
        }
    }
    sha256(text.as_bytes())
}

/// The folder of a mesh.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Takes a folder; makes it, for its owner alone, where it is absent.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn open(path: &Path) -> io::Result<Self> {
        make(path)?;
        Ok(Self(path.canonicalize()?))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Takes the lock.
    ///
    /// # Errors
    ///
    /// [`LockError`].
    pub fn lock(&self) -> Result<Lock, LockError> {
        Lock::take(&self.0.join("lock"))
    }

    /// The file of the journal.
    pub fn journal_path(&self) -> PathBuf {
        self.0.join("journal")
    }

    /// Opens the journal.
    ///
    /// # Errors
    ///
    /// [`JournalError`].
    pub fn journal(&self) -> Result<Journal, JournalError> {
        let store = FileStore::open(&self.journal_path()).map_err(JournalError::System)?;
        Journal::open(Box::new(store))
    }

    /// Writes the files that the steps of a plan use, anew each time; the folder with them.
    ///
    /// None of them holds a secret.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn write_plan(&self, ready: &Ready<'_>) -> io::Result<PathBuf> {
        let folder = self.0.join("plan");
        let ops = ready.plan.steps.iter();
        let ops = ops.flat_map(|step| [Some(&step.op), step.undo.as_ref()]);
        make(&folder)?;
        for file in ops.flatten().flat_map(|op| op.files()) {
            let Some(artifact) = ready.artifacts.get(&file.path) else {
                continue;
            };
            let place = folder.join(&file.path);
            if let Some(parent) = place.parent() {
                make(parent)?;
            }
            fs::write(place, &artifact.text)?;
        }
        Ok(folder)
    }
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
