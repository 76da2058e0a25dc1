//! A topology, or a bundle that was made from one.

use std::path::{Path, PathBuf};

use meshwright_core::diag::{Value, text};
use meshwright_core::wire::v1::PlanRecord;

use crate::exit::Exit;
use crate::input;
use crate::load::{Loaded, load};
use crate::ui::Ui;

/// The most bytes of a plan.json that are read.
const LARGEST: usize = 256 << 20;

/// Reads a topology, or that of a bundle; a bundle has to be what its topology gives.
pub(crate) fn read(path: &Path, ui: &mut Ui) -> Result<Loaded, Exit> {
    let Some(folder) = bundle(path) else {
        let loaded = load(path, ui)?;
        loaded.gate(ui)?;
        return Ok(loaded);
    };
    let loaded = load(&folder.join("topology.yaml"), ui)?;
    loaded.gate(ui)?;
    let plan = folder.join("plan.json");
    let bytes = match input::read(&plan, LARGEST) {
        Ok(input) => input.bytes,
        Err(error) => return Err(ui.error(&error.text())),
    };
    let written: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let meant = PlanRecord::new(&loaded.compiled, ui.words()).plan;
    let digest = |plan: Option<&Value>| plan.and_then(Value::as_str).map(str::to_owned);
    let is_same = digest(written.get("inputSha256")) == digest(meant.get("inputSha256"))
        && written.get("steps").map(ids) == meant.get("steps").map(ids);
    if !is_same {
        let path = folder.display().to_string();
        return Err(ui.error(&text!("carry-other-bundle", path = path)));
    }
    Ok(loaded)
}

fn bundle(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return Some(path.to_owned());
    }
    let is_plan = path.file_name().is_some_and(|name| name == "plan.json");
    is_plan.then(|| path.parent().unwrap_or(Path::new(".")).to_owned())
}

fn ids(steps: &Value) -> Vec<Value> {
    let steps = steps.as_array().map(Vec::as_slice).unwrap_or_default();
    steps
        .iter()
        .map(|step| step.get("id").cloned().unwrap_or_default())
        .collect()
}
