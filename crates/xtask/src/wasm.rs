//! The JavaScript package: `meshwright-wasm` built, and its glue written into `pkg/`.
//!
//! wasm-bindgen runs as a library, so its version is the one in `Cargo.lock` and nothing has to
//! be installed.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::process::Problem;
use crate::repo::Repo;
use crate::tests::built;

/// The target of everything that runs in a browser.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Builds `pkg/meshwright_wasm.js`, `.d.ts` and `_bg.wasm`.
pub(crate) fn build(repo: &Repo) -> Result<(), Problem> {
    let module = built(
        &mut repo.cargo(&[
            "build",
            "--profile",
            "wasm-release",
            "--target",
            TARGET,
            "--package",
            "meshwright-wasm",
            "--message-format",
            "json-render-diagnostics",
        ]),
        "meshwright_wasm",
    )?;
    let out = repo.path("pkg");
    bind(&module, &out)?;
    let size = std::fs::metadata(out.join("meshwright_wasm_bg.wasm"))?.len();
    println!("pkg/meshwright_wasm_bg.wasm: {} kB", size.div_ceil(1000));
    Ok(())
}

/// Writes the glue for a built module, and the module without names, into a folder.
pub(crate) fn bind(module: &Path, out: &Path) -> Result<(), Problem> {
    Bindgen::new()
        .input_path(module)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                // Without a default path, `init()` without an argument would fail in a browser.
                .omit_default_module_path(false)
                .typescript(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(out)
        })
        .map_err(|error| Problem::new(format!("wasm-bindgen: {error:#}")))
}
