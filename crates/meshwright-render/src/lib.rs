//! A plan as files: manifests, runbook, scripts, ports, diagram.
//!
//! [`render`] takes everything that is known of a mesh and gives [`Artifacts`], a sorted map
//! from path to text. Each file, or family of files, is a [`Format`]: one file below
//! `formats` and one line in [`FORMATS`]. How operations are spelled in a shell is in `shell`,
//! and nowhere else, so runbook and script agree by construction.
//!
//! Not here: what is planned (`meshwright-plan`), writing to a disk (the command line).

pub mod access;
pub mod artifact;
pub mod digest;
pub mod formats;
pub mod prediction;
pub mod shell;
mod workloads;

use meshwright_diag::Words;
use meshwright_graph::MeshGraph;
use meshwright_model::Mesh;
use meshwright_plan::Plan;

pub use artifact::{Artifact, Artifacts};
pub use formats::{FORMATS, Format};

/// The sentences of this crate.
pub const WORDS: meshwright_diag::Source = meshwright_diag::Source {
    language: meshwright_diag::Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: meshwright_diag::Source = meshwright_diag::Source {
    language: meshwright_diag::Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};

/// What there is to render.
#[derive(Clone, Copy)]
pub struct RenderInput<'a> {
    /// The mesh.
    pub mesh: &'a Mesh,
    /// Who reaches whom in it.
    pub graph: &'a MeshGraph,
    /// The plan.
    pub plan: &'a Plan,
    /// The language of what people read: runbook, `ports.md`, diagrams. What programs read or run
    /// is the same in every language, and where it has sentences, they are English.
    pub words: &'a Words,
    /// The topology as it was given.
    pub topology: &'a str,
    /// SHA-256 of what the plan was made from, in lower-case hexadecimal.
    pub digest: &'a str,
    /// The version of Meshwright.
    pub version: &'a str,
}

/// Renders the whole bundle.
pub fn render(input: &RenderInput<'_>) -> Artifacts {
    let mut artifacts = Artifacts::default();
    for format in FORMATS {
        (format.render)(input, &mut artifacts);
    }
    formats::sums::sums(&mut artifacts);
    artifacts
}
