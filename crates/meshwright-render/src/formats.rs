//! The files of a bundle: each format is one file below this one and one line in [`FORMATS`].

pub mod access;
pub mod diagram_mmd;
pub mod diagram_svg;
pub mod endpoints;
pub mod images;
pub mod lists;
pub mod manifests;
pub mod plan_json;
pub mod ports_csv;
pub mod ports_md;
pub mod runbook_html;
pub mod runbook_md;
pub mod script_run;
pub mod script_teardown;
pub mod sums;
pub mod topology;
pub mod trust;

use crate::{Artifacts, RenderInput};

/// A file, or family of files, of the bundle.
#[derive(Debug)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// Adds its files.
    pub render: fn(&RenderInput<'_>, &mut Artifacts),
}

/// Every format, sorted by name. `SHA256SUMS` comes after them, over all of them.
pub static FORMATS: &[&Format] = &[
    &access::ACCESS,
    &diagram_mmd::DIAGRAM_MMD,
    &diagram_svg::DIAGRAM_SVG,
    &endpoints::ENDPOINTS,
    &images::IMAGES,
    &lists::LISTS,
    &manifests::MANIFESTS,
    &plan_json::PLAN_JSON,
    &ports_csv::PORTS_CSV,
    &ports_md::PORTS_MD,
    &runbook_html::RUNBOOK_HTML,
    &runbook_md::RUNBOOK_MD,
    &script_run::SCRIPT_RUN,
    &script_teardown::SCRIPT_TEARDOWN,
    &topology::TOPOLOGY,
    &trust::TRUST,
];

#[cfg(test)]
mod tests {
    use super::FORMATS;

    #[test]
    fn formats_are_sorted_and_unique() {
        assert!(FORMATS.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
