//! A mesh on disk, its clusters behind the stand-in, and the program itself.

use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use meshwright_apply::Ready;
use meshwright_apply::fake::{State, World};
use meshwright_core::diag::Language;
use meshwright_core::{Options, compile, words};

use crate::stand_in::{FOLDER, Trouble, read_json, write_json};

/// A mesh on disk.
pub(crate) struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    /// The mesh of an example, its clusters fresh.
    pub(crate) fn of(example: &str) -> Self {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        let text = fs::read_to_string(examples.join(example)).expect("the example is there");
        Self::new(&text)
    }

    pub(crate) fn new(text: &str) -> Self {
        let stage = Self {
            folder: tempfile::tempdir().expect("a temporary directory"),
        };
        let bin = stage.path("bin");
        fs::create_dir(&bin).expect("the directory is writable");
        let stand_in = env::current_exe().expect("a test has a program");
        for name in ["kubectl", "istioctl", "helm"] {
            symlink(&stand_in, bin.join(name)).expect("the directory is writable");
        }
        fs::write(stage.path("mesh.yaml"), text).expect("the directory is writable");
        fs::write(stage.path("passphrase"), "correct horse battery\n")
            .expect("the directory is writable");
        fs::create_dir(stage.path("home")).expect("the directory is writable");
        fs::set_permissions(stage.path("home"), fs::Permissions::from_mode(0o700))
            .expect("it is ours");
        let compiled = compile(text, &Options::default());
        let ready = Ready::new(&compiled, &words(Language::En)).expect("no errors");
        let world = World::new(ready.mesh, &ready.artifacts);
        stage.put_state(&world.state());
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn state(&self) -> State {
        read_json(&self.path("state.json")).expect("it is JSON")
    }

    pub(crate) fn put_state(&self, state: &State) {
        write_json(self.folder.path(), "state.json", state);
    }

    pub(crate) fn trouble(&self, trouble: &Trouble) {
        write_json(self.folder.path(), "trouble.json", trouble);
    }

    /// The words of every call of the stand-in.
    pub(crate) fn calls(&self) -> String {
        fs::read_to_string(self.path("calls")).unwrap_or_default()
    }

    /// The program, in the folder of the mesh.
    pub(crate) fn meshwright(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meshwright"));
        command.args(words);
        self.surround(&mut command);
        command
    }

    /// A line of a shell, in the folder of the mesh.
    pub(crate) fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(line);
        self.surround(&mut command);
        command
    }

    fn surround(&self, command: &mut Command) {
        let program = Path::new(env!("CARGO_BIN_EXE_meshwright"));
        let folder = program.parent().expect("a program is in a folder");
        let path = format!(
            "{}:{}:/usr/bin:/bin",
            self.path("bin").display(),
            folder.display()
        );
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .env(FOLDER, self.folder.path())
            .stdin(Stdio::null());
    }

    /// Carries the plan out.
    pub(crate) fn apply(&self, more: &[&str]) -> Output {
        let words = [
            "apply",
            "mesh.yaml",
            "--yes",
            "--passphrase-file=passphrase",
        ];
        let words: Vec<&str> = words.iter().chain(more).copied().collect();
        self.run(&words)
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        let output = self.meshwright(words).output();
        output.expect("the program can be started")
    }
}

/// The exit code; 137 for SIGKILL, as a shell says it.
pub(crate) fn code(output: &Output) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    let status = output.status;
    status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or_default())
}

/// Everything that was said.
pub(crate) fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// What counts of the clusters.
pub(crate) fn inventory(state: &State) -> String {
    let clusters = state.clusters.iter();
    let objects: Vec<_> = clusters
        .map(|(context, cluster)| (context, cluster.inventory()))
        .collect();
    serde_json::to_string(&objects).expect("it is JSON")
}

/// Every object with its version.
pub(crate) fn versions(state: &State) -> String {
    let clusters = state.clusters.iter();
    let objects: Vec<_> = clusters
        .map(|(context, cluster)| (context, cluster.versions()))
        .collect();
    serde_json::to_string(&objects).expect("it is JSON")
}
