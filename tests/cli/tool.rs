//! Running the program, and the topologies that it is run on.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Two primaries on two networks; nothing is wrong with them.
pub(crate) const GOOD: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: shop
clusters:
  - name: west
    network: network1
    podCidrs: [10.1.0.0/16]
    eastWestGateway: {}
  - name: east # far away
    network: network2
    podCidrs: [10.2.0.0/16]
    eastWestGateway: {}
services:
  - name: helloworld
    namespace: sample
    ports: [{name: http, port: 5000}]
    clusters: [west, east]
";

/// [`GOOD`] without the gateway of `east`.
pub(crate) fn without_gateway() -> String {
    let part = "    podCidrs: [10.2.0.0/16]\n    eastWestGateway: {}\n";
    GOOD.replace(part, "    podCidrs: [10.2.0.0/16]\n")
}

/// [`GOOD`] with a profile that is not meant for work, which is a warning.
pub(crate) fn with_warning() -> String {
    GOOD.replace(
        "clusters:\n  - name: west",
        "mesh:\n  istio:\n    profile: demo\nclusters:\n  - name: west",
    )
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code; `None` where a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// A directory to run in.
pub(crate) struct Place(TempDir);

impl Place {
    /// An empty directory.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    /// A directory with the file `mesh.yaml`.
    pub(crate) fn with(text: &str) -> Self {
        let place = Self::new();
        place.write("mesh.yaml", text);
        place
    }

    /// The path of something in the directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("the directory is writable");
    }

    /// Reads a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// What is in the directory, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        names(self.0.path())
    }

    /// The program, to be run here in an environment of its own.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meshwright"));
        command.args(args).current_dir(self.0.path()).env_clear();
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        ended(&mut self.command(args), b"")
    }

    /// Runs the program with something on standard input.
    pub(crate) fn feed(&self, args: &[&str], input: &[u8]) -> Ended {
        ended(&mut self.command(args), input)
    }
}

/// Runs a command to its end.
pub(crate) fn ended(command: &mut Command, input: &[u8]) -> Ended {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    // A program that does not read its input closes the pipe.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Ended {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// What is in a directory, sorted.
pub(crate) fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("readable").file_name().display().to_string())
        .collect();
    names.sort();
    names
}

/// Compares a whole output with the one that is kept.
pub(crate) fn assert_expected(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/expected")
        .join(name);
    if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
        fs::write(&path, actual).expect("the repository is writable");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        actual, expected,
        "{name} differs; run again with MESHWRIGHT_BLESS=1 and read the difference"
    );
}
