//! What is got ready before a world starts: the mesh as it is rehearsed, its bundle, the charts.

use std::fs;
use std::path::PathBuf;

use meshwright_core::diag::{Severity, text};
use meshwright_core::render::Artifacts;
use meshwright_core::{Compiled, Options, compile};

use super::Wish;
use crate::fit::{Fitted, fit};
use crate::play::charts;
use crate::tools::Tools;
use crate::trouble::Trouble;

/// The mesh as it is rehearsed.
pub(super) fn fitted(wish: &Wish<'_>) -> Result<(Fitted, Compiled), Trouble> {
    let topology = wish.compiled.document.topology.as_ref();
    let mesh = wish.compiled.mesh.as_ref();
    let (Some(topology), Some(mesh)) = (topology, mesh) else {
        return Err(Trouble::Other(text!("rehearse-no-mesh")));
    };
    if let Some(why) = crate::fit::unfit(mesh) {
        return Err(Trouble::Other(why));
    }
    let mut fitted = fit(topology, mesh, wish.versions);
    if let Some(plant) = &wish.besides.plant {
        fitted.text = plant.topology(&fitted.text, mesh);
    }
    let compiled = compile(&fitted.text, &Options::default());
    let error = compiled
        .findings
        .iter()
        .find(|it| it.severity == Severity::Error);
    if let Some(error) = error {
        let headline = wish.words.say(&error.message);
        return Err(Trouble::Other(text!(
            "rehearse-unfit-release",
            istio = &wish.versions.istio,
            kubernetes = &wish.versions.kubernetes,
            code = error.rule.code.to_string(),
            finding = headline
        )));
    }
    Ok((fitted, compiled))
}

/// Writes the bundle of the fitted mesh into the world's folder.
pub(super) fn write_bundle(
    wish: &Wish<'_>,
    fitted: &Fitted,
    compiled: &Compiled,
) -> Result<PathBuf, Trouble> {
    let bundle = wish.folder.join("bundle");
    let artifacts = compiled.artifacts(&fitted.text, wish.words);
    for (name, file) in artifacts.iter().flat_map(Artifacts::iter) {
        let path = bundle.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Trouble::io(folder))?;
        }
        fs::write(&path, &file.text).map_err(Trouble::io(&path))?;
    }
    Ok(bundle)
}

/// Variables of the scripts, besides the world's own.
pub(super) fn variables(tools: &Tools) -> Result<Vec<(&'static str, String)>, Trouble> {
    let Some(folder) = tools.charts() else {
        return Ok(Vec::new());
    };
    let address = charts::serve(folder).map_err(Trouble::io(folder))?;
    Ok(vec![("ISTIO_CHARTS", format!("http://{address}"))])
}
