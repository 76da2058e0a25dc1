//! Meshwright as one function: [`compile()`] takes the text of a topology and gives everything
//! that follows from it.
//!
//! Everybody else comes through here: the command line, the web app and the JavaScript API.
//! They speak of findings, plans and reasons in the types of [`wire::v1`], and find the crates
//! below under short names.
//!
//! Not here: files, terminals, clocks. The same text gives the same bytes everywhere.
//!
//! ```
//! use meshwright_core::{Options, compile};
//!
//! let compiled = compile("kind: MeshTopology", &Options::default());
//! assert!(!compiled.findings.is_empty());
//! ```

pub mod archive;
pub mod ask;
pub mod compile;
pub mod istiod;
pub mod junit;
pub mod lists;
pub mod mend;
pub mod near;
pub mod ports;
pub mod repair;
pub mod rules;
pub mod starter;
pub mod trust;
pub mod wire;
pub mod words;

pub use meshwright_catalog as catalog;
pub use meshwright_check as check;
pub use meshwright_diag as diag;
pub use meshwright_graph as graph;
pub use meshwright_model as model;
pub use meshwright_pki as pki;
pub use meshwright_plan as plan;
pub use meshwright_render as render;

pub use compile::{Compiled, Options, VERSION, compile, compile_bytes};
pub use rules::{all_rules, page, rule};
pub use words::{sources, words};
