//! `clusters/<name>/NN-<what>.yaml` and `verify/services.yaml`: everything that gets applied.

use meshwright_model::yaml;
use meshwright_plan::{Manifest, ManifestFile};

use super::Format;

/// Everything that gets applied.
pub static MANIFESTS: Format = Format {
    name: "manifests",
    render: |input, artifacts| {
        let owned = input.plan.steps.iter().filter_map(|step| step.op.file());
        for ManifestFile { path, manifest } in owned.chain(&input.plan.shared_files) {
            artifacts.add(path.clone(), text(manifest));
        }
    },
};

fn text(manifest: &Manifest) -> String {
    yaml::write_documents(manifest.documents())
}
