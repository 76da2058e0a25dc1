//! The designer: page and planner built, and laid out in `pkg/` so that `index.html` runs.
//!
//! `pkg/app/` has the page's own code and what is copied from `web/assets/`; the planner is the
//! JavaScript package beside it, which the page's worker loads. Any server of static files can
//! serve the checkout's root.

use std::path::PathBuf;
use std::process::Command;

use crate::digest::sha256;
use crate::process::{self, Problem};
use crate::repo::{self, Repo};
use crate::stage::Stage;
use crate::tests;
use crate::wasm::{TARGET, bind};

/// What is copied as it is.
const ASSETS: &str = "web/assets";
/// Where the page's own code goes.
pub(crate) const OUT: &str = "pkg/app";
/// The modules.
const MODULES: [&str; 2] = ["pkg/app/web_bg.wasm", "pkg/meshwright_wasm_bg.wasm"];
/// What the page is made of, and what works without a network.
const KEPT: &[&str] = &[
    "index.html",
    "pkg/app/app.webmanifest",
    "pkg/app/icon.svg",
    "pkg/app/page.js",
    "pkg/app/planner.js",
    "pkg/app/start.js",
    "pkg/app/style.css",
    "pkg/app/web.js",
    "pkg/app/web_bg.wasm",
    "pkg/meshwright_wasm.js",
    "pkg/meshwright_wasm_bg.wasm",
];
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
    std::fs::write(repo.path(OUT).join("build.js"), manifest(repo)?)?;
    for file in MODULES {
        let size = std::fs::metadata(repo.path(file))?.len();
        println!("{file}: {} kB", size.div_ceil(1000));
    }
    Ok(())
}

/// What the worker that keeps the page for later has to know: the files, and a name for exactly
/// these.
fn manifest(repo: &Repo) -> Result<String, Problem> {
    let mut digests = String::new();
    for file in KEPT {
        digests.push_str(&sha256(&std::fs::read(repo.path(file))?));
    }
    let build = serde_json::json!({
        "digest": sha256(digests.as_bytes())[..16],
        "files": KEPT,
    });
    Ok(format!("self.meshwrightBuild = {build};\n"))
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

/// Where the packages are named that drive and judge a browser, each with its checksum.
const NODE_PACKAGES: &str = "tests/web";
/// The files that name them.
const NODE_LISTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Tells the story in a real browser; the designer has to be built.
pub(crate) fn test(repo: &Repo) -> Result<(), Problem> {
    let program = tests::program(repo)?;
    let mut node = in_browser(repo)?;
    process::run(
        node.args(["--test", "tests/web/"])
            .env("MESHWRIGHT", program),
    )
}

/// The story as a part of `ci`, which says so where it cannot be told.
pub(crate) const STORY: Stage = Stage {
    name: "story",
    title: "the designer in a real browser, axe-core included",
    run: story,
};

fn story(repo: &Repo) -> Result<(), Problem> {
    if browser().is_none() {
        println!(
            "NOT TOLD: there is no chromium here, so nothing of the designer's page was tested"
        );
        return Ok(());
    }
    build(repo, false)?;
    test(repo)
}

/// The browser, where this machine has one.
pub(crate) fn browser() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .find_map(|name| process::find(name))
}

/// Node with the packages that drive a browser, which are installed where they are missing.
pub(crate) fn in_browser(repo: &Repo) -> Result<Command, Problem> {
    let Some(chromium) = browser() else {
        return Err(Problem::new("this needs a real browser: install chromium"));
    };
    let mut node = repo.command("node");
    node.env("MESHWRIGHT_NODE_MODULES", node_packages(repo)?)
        .env("CHROMIUM", chromium);
    Ok(node)
}

/// The folder with the packages, outside of the checkout; another list is another folder.
fn node_packages(repo: &Repo) -> Result<PathBuf, Problem> {
    let lock = repo.read(&format!("{NODE_PACKAGES}/package-lock.json"))?;
    let name = format!("web-tests-{}", &sha256(lock.as_bytes())[..16]);
    let folder = repo::cache()?.join("tools").join(name);
    // npm writes this one last.
    if folder.join("node_modules/.package-lock.json").is_file() {
        return Ok(folder);
    }
    std::fs::create_dir_all(&folder)?;
    for file in NODE_LISTS {
        std::fs::copy(repo.path(NODE_PACKAGES).join(file), folder.join(file))?;
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    process::run(
        repo.command("npm")
            .args(arguments)
            .arg("--prefix")
            .arg(&folder),
    )?;
    Ok(folder)
}
