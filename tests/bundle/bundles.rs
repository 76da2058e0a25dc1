//! Every topology as a bundle on the disk, written once for all proofs.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use meshwright_core::model::{Cluster, Mesh};
use meshwright_core::plan::Plan;
use meshwright_core::{Options, compile};

use crate::program::{meshwright, succeed};
use crate::topologies;

/// A topology, what was planned for it, and its bundle on the disk.
pub(crate) struct Bundle {
    /// What to call it in messages.
    pub(crate) name: String,
    /// What the topology means.
    pub(crate) mesh: Mesh,
    /// What was planned.
    pub(crate) plan: Plan,
    /// Where the bundle is.
    pub(crate) folder: PathBuf,
}

/// Every example and starter.
pub(crate) static BUNDLES: LazyLock<Vec<Bundle>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bundle");
    if root.exists() {
        fs::remove_dir_all(&root).expect("an earlier run left files of its own");
    }
    fs::create_dir_all(&root).expect("the folder for tests is writable");
    let all = topologies::all();
    all.into_iter()
        .map(|topology| {
            let file = root.join(format!("{}.yaml", topology.name));
            fs::write(&file, &topology.text).expect("the folder for tests is writable");
            let folder = root.join(&topology.name);
            succeed(
                meshwright().arg("render").arg(&file).arg("-o").arg(&folder),
                &root,
            );
            let compiled = compile(&topology.text, &Options::default());
            Bundle {
                name: topology.name,
                mesh: compiled.mesh.expect("it was rendered"),
                plan: compiled.plan.expect("it was rendered"),
                folder,
            }
        })
        .collect()
});

impl Bundle {
    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path))
            .unwrap_or_else(|error| panic!("{}/{path}: {error}", self.name))
    }

    /// The paths of all files, sorted, with `/`.
    pub(crate) fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the bundle is readable") {
                let path = entry.expect("the bundle is readable").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let path = path.strip_prefix(&self.folder).expect("it was found there");
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                paths.push(parts.join("/"));
            }
        }
        paths.sort();
        paths
    }

    /// The cluster that a context belongs to.
    pub(crate) fn cluster_of_context(&self, context: &str) -> Option<&Cluster> {
        self.mesh
            .clusters
            .iter()
            .find(|cluster| cluster.context.as_str() == context)
    }

    /// The section of the runbook with this title; empty where there is none.
    pub(crate) fn section(&self, title: &str) -> String {
        let runbook = self.read("runbook.md");
        let after = runbook.split_once(&format!("\n## {title}\n"));
        let section = after.and_then(|(_, rest)| rest.split("\n## ").next());
        section.unwrap_or_default().to_owned()
    }

    /// The commands among what mends a mesh, sorted.
    pub(crate) fn mending(&self) -> Vec<String> {
        let section = self.section("When you see something else");
        let mut commands: Vec<String> = section
            .lines()
            .filter(|line| line.starts_with('|'))
            .flat_map(|row| row.split('`').skip(1).step_by(2))
            .map(|code| code.replace("\\|", "|"))
            .filter(|code| code.contains("--context="))
            .collect();
        commands.sort();
        commands.dedup();
        commands
    }

    /// The blocks of shell in the runbook that people run, without the library in the appendix.
    pub(crate) fn blocks(&self) -> Vec<String> {
        let runbook = self.read("runbook.md");
        let library = self.read("lib.sh");
        let mut blocks = Vec::new();
        let mut block: Option<String> = None;
        for line in runbook.lines() {
            match (&mut block, line) {
                (None, "```sh") => block = Some(String::new()),
                (Some(_), "```") => blocks.extend(block.take()),
                (Some(text), line) => {
                    text.push_str(line);
                    text.push('\n');
                }
                (None, _) => {}
            }
        }
        assert_eq!(block, None, "{}: a block has no end", self.name);
        blocks.retain(|block| *block != library);
        blocks
    }
}
