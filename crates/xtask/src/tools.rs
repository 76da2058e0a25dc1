//! Tools built by cargo, pinned, in a cache folder outside the checkout.

use std::path::PathBuf;

use crate::process::{self, Problem};
use crate::repo::{self, Repo};

/// A program from a Rust package that this workspace does not depend on.
pub(crate) struct Tool {
    /// The package.
    package: &'static str,
    /// The exact version.
    version: &'static str,
    /// The program it brings.
    program: &'static str,
    /// Further arguments for `cargo install`.
    options: &'static [&'static str],
}

/// Spelling, with the words of `typos.toml`; two CPU minutes to build, once a machine.
pub(crate) const TYPOS: Tool = Tool {
    package: "typos-cli",
    version: "1.52.0",
    program: "typos",
    options: &[],
};

/// Licences, sources and duplicates, by `deny.toml`.
pub(crate) const DENY: Tool = Tool {
    package: "cargo-deny",
    version: "0.20.2",
    program: "cargo-deny",
    // The default features bring git and TLS, which only the advisory database needs.
    options: &["--no-default-features"],
};

/// Every tool.
pub(crate) const ALL: &[Tool] = &[TYPOS, DENY];

impl Tool {
    /// The folder of exactly this version, so that two checkouts can want different ones.
    fn folder(&self) -> Result<PathBuf, Problem> {
        let name = format!("{}-{}", self.package, self.version);
        Ok(repo::cache()?.join("tools").join(name))
    }

    /// Where the program is.
    pub(crate) fn path(&self) -> Result<PathBuf, Problem> {
        let name = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        Ok(self.folder()?.join("bin").join(name))
    }

    /// Builds the program where it is missing.
    pub(crate) fn install(&self, repo: &Repo) -> Result<(), Problem> {
        if self.path()?.is_file() {
            println!("ready: {} {}", self.package, self.version);
            return Ok(());
        }
        let package = format!("{}@{}", self.package, self.version);
        process::run(
            repo.cargo(&["install", "--locked", "--quiet", &package, "--root"])
                .arg(self.folder()?)
                .args(self.options)
                // Cargo then builds in a folder that it removes; the workspace's own would keep
                // hundreds of megabytes that nothing else uses.
                .env_remove("CARGO_TARGET_DIR"),
        )
    }
}
