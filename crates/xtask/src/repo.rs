//! Where things are: the repository, cargo, and the folder for what outlives a checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::Problem;

/// The repository this tool was built from.
pub(crate) struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The repository that holds this crate.
    pub(crate) fn find() -> Result<Self, Problem> {
        // Cargo sets the variable for what it runs. The folder known when this was compiled can
        // be another checkout, where two of them share one CARGO_TARGET_DIR.
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Problem::new("run this as `cargo xtask`"))?;
        match Path::new(&here).ancestors().nth(2) {
            Some(root) if root.join("Cargo.toml").is_file() => Ok(Self { root: root.into() }),
            _ => Err(Problem::new(format!(
                "`{}` is not in a checkout of Meshwright",
                here.display()
            ))),
        }
    }

    /// A file or folder, by its path from the root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The text of a file of the repository.
    pub(crate) fn read(&self, relative: &str) -> Result<String, Problem> {
        std::fs::read_to_string(self.path(relative))
            .map_err(|error| Problem::new(format!("{relative}: {error}")))
    }

    /// A program started in the root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The cargo that runs this tool, in the root, with `args`.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        // Cargo's name and not `$CARGO`: through rustup's proxy, `rust-toolchain.toml` and
        // RUSTUP_TOOLCHAIN decide again, as they do for someone who types the printed command.
        let mut command = self.command("cargo");
        command.args(args);
        command
    }

    /// Every package of the workspace, its dependencies, and where cargo builds.
    pub(crate) fn metadata(&self) -> Result<cargo_metadata::Metadata, Problem> {
        cargo_metadata::MetadataCommand::new()
            .manifest_path(self.path("Cargo.toml"))
            .exec()
            .map_err(|error| Problem::new(format!("cargo metadata: {error}")))
    }
}

/// A folder for tools that outlive a checkout: `$MESHWRIGHT_CACHE`, or the user's cache folder.
pub(crate) fn cache() -> Result<PathBuf, Problem> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(cache) = named("MESHWRIGHT_CACHE") {
        return Ok(cache.into());
    }
    if let Some(cache) = named("XDG_CACHE_HOME") {
        return Ok(Path::new(&cache).join("meshwright"));
    }
    match named("HOME").or_else(|| named("USERPROFILE")) {
        Some(home) => Ok(Path::new(&home).join(".cache/meshwright")),
        None => Err(Problem::new(
            "neither HOME nor MESHWRIGHT_CACHE is set, so there is no place for tools",
        )),
    }
}
