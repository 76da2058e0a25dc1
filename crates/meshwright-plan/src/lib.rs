//! The plan: ordered, explained steps that turn clusters into a mesh.
//!
//! [`plan()`] looks at a resolved mesh and answers with a [`Plan`]: steps that are data. Each says
//! why it is there, what it does, when it is done and how it is undone. The runbook prints them,
//! the script spells them, and a runner can carry them out.
//!
//! Not here: whether the mesh can work (`meshwright-check`), how a step is spelled in a shell or
//! in Markdown (`meshwright-render`), carrying steps out.

pub mod builder;
pub mod condition;
pub mod images;
pub mod install;
pub mod istio;
pub mod manifest;
pub mod models;
pub mod op;
pub mod operand;
pub mod order;
pub mod owner;
pub mod plan;
pub mod step;
mod steps;

pub use condition::Condition;
pub use manifest::{Manifest, ManifestFile};
pub use op::{
    AddonSample, AddonSet, AddressField, CertificateSubject, ChartRepository, ConfigAccess,
    HelmRelease, Op, Probe, SecretSet, SharedService,
};
pub use operand::{Operand, OutputKey};
pub use plan::{Plan, plan};
pub use step::{Phase, Step, StepId, StepKind, Target};
pub use steps::discovery::watched;

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
