//! The designer: page and planner built, and laid out in `pkg/` so that `index.html` runs.
//!
//! `pkg/app/` has the page's own code and what is copied from `web/assets/`; the planner is the
//! JavaScript package beside it, which the page's worker loads. Any server of static files can
//! serve the checkout's root.

use std::path::Path;

use crate::process::{self, Problem};
use crate::repo::Repo;
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

fn size(file: &Path) -> Result<u64, Problem> {
    Ok(std::fs::metadata(file)?.len())
}
