//! The designer: page and planner built, and laid out in `pkg/` so that `index.html` runs.
//!
//! `pkg/app/` has the page's own code and what is copied from `web/assets/`; the planner is the
//! JavaScript package beside it, which the page's worker loads. Any server of static files can
//! serve the checkout's root.

use std::path::Path;
use std::process::Command;

use crate::process::{self, Problem};
use crate::repo::{self, Repo};
use crate::tests;
use crate::wasm::{TARGET, bind};

/// What is copied as it is.
const ASSETS: &str = "web/assets";
/// Where the page's own code goes.
pub(crate) const OUT: &str = "pkg/app";
/// The profile for trying: quick to build, slow to run and large.
const QUICK: &str = "dev";

/// Builds the designer, or with `quick` one for trying.
pub(crate) fn build(repo: &Repo, quick: bool) -> Result<(), Problem> {
    let profile = if quick { QUICK } else { "wasm-release" };
    // One call for both: with two, cargo would choose other features and build much of it twice.
    process::run(&mut repo.cargo(&[
        "build",
        "--profile",
        profile,
        "--target",
        TARGET,
        "--package",
        "web",
        "--package",
        "meshwright-wasm",
    ]))?;
    let folder = if quick { "debug" } else { profile };
    let built = repo.metadata()?.target_directory.join(TARGET).join(folder);
    bind(
        built.join("meshwright_wasm.wasm").as_std_path(),
        &repo.path("pkg"),
    )?;
    bind(built.join("web.wasm").as_std_path(), &repo.path(OUT))?;
    for item in repo.path(ASSETS).read_dir()? {
        let item = item?;
        std::fs::copy(item.path(), repo.path(OUT).join(item.file_name()))?;
    }
    for file in ["pkg/app/web_bg.wasm", "pkg/meshwright_wasm_bg.wasm"] {
        let size = size(&repo.path(file))?;
        println!("{file}: {} kB", size.div_ceil(1000));
    }
    Ok(())
}

/// Builds the designer and serves it on loopback, until it is stopped.
pub(crate) fn start(repo: &Repo, quick: bool) -> Result<(), Problem> {
    build(repo, quick)?;
    let root = repo.path("");
    process::run(
        repo.cargo(&[
            "run",
            "--quiet",
            "--package",
            "meshwright",
            "--",
            "serve",
            "--from",
        ])
        .arg(root),
    )
}

/// What the tests in a browser use, each at exactly this version.
const NODE_PACKAGES: &[&str] = &["playwright-core@1.65.1", "axe-core@4.14.1"];

/// Tells the story in a real browser; the designer and the native program have to be built.
pub(crate) fn test(repo: &Repo) -> Result<(), Problem> {
    let program = tests::program(repo)?;
    let mut node = in_browser(repo)?;
    process::run(
        node.args(["--test", "tests/web/"])
            .env("MESHWRIGHT", program),
    )
}

/// Measures sizes and speeds in a real browser; the designer has to be built.
pub(crate) fn bar(repo: &Repo) -> Result<(), Problem> {
    process::run(in_browser(repo)?.arg("tests/web/bar.mjs"))
}

/// Node with the packages that drive a browser, which are installed where they are missing.
fn in_browser(repo: &Repo) -> Result<Command, Problem> {
    let Some(chromium) = ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .find_map(|name| process::find(name))
    else {
        return Err(Problem::new(
            "these tests drive a real browser: install chromium",
        ));
    };
    let folder = repo::cache()?.join("tools").join(NODE_PACKAGES.join("+"));
    if !folder.join("node_modules").is_dir() {
        std::fs::create_dir_all(&folder)?;
        process::run(
            repo.command("npm")
                .args([
                    "install",
                    "--no-package-lock",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                ])
                .arg(&folder)
                .args(NODE_PACKAGES),
        )?;
    }
    let mut node = repo.command("node");
    node.env("MESHWRIGHT_NODE_MODULES", folder)
        .env("CHROMIUM", chromium);
    Ok(node)
}

fn size(file: &Path) -> Result<u64, Problem> {
    Ok(std::fs::metadata(file)?.len())
}
