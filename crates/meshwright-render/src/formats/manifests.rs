//! `clusters/<name>/NN-<what>.yaml` and `verify/**.yaml`: everything that gets applied.

use std::collections::BTreeSet;

use meshwright_model::yaml;
use meshwright_plan::{Manifest, ManifestFile};

use super::Format;

/// Everything that gets applied.
pub static MANIFESTS: Format = Format {
    name: "manifests",
    render: |input, artifacts| {
        let files = input.plan.steps.iter().flat_map(|step| step.op.files());
        let mut written = BTreeSet::new();
        for ManifestFile { path, manifest } in files {
            // Steps share some files; each is written once.
            if !written.insert(path) {
                continue;
            }
            artifacts.add(path.clone(), text(manifest));
        }
    },
};

fn text(manifest: &Manifest) -> String {
    yaml::write_documents(manifest.documents())
}
