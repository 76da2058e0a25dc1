//! What each Istio release offers, as data: the only crate that compares versions.
//!
//! A release is one file, `data/istio/<minor>.yaml`; every fact in it names its source.
//! [`resolve()`] finds the [`Release`] for a version as written, and says how well it is known.
//! Whoever wants to behave differently by version asks the release for a fact, or
//! [`Release::support`] for a [`Feature`]; releases have no order outside of this crate.
//!
//! Not here: what a mesh does with the facts (`meshwright-plan`), whether a mesh fits them
//! (`meshwright-check`).
//!
//! ```
//! use meshwright_catalog::{Known, resolve};
//! use meshwright_model::IstioVersion;
//!
//! let version = IstioVersion::parse("1.30").expect("two numbers are a version");
//! let resolved = resolve(&version);
//! assert_eq!(resolved.known, Known::Exact);
//! assert_eq!(resolved.release.remote().profile.as_deref(), Some("remote"));
//! ```

mod catalogue;
pub mod facts;
pub mod feature;
pub mod hazard;
pub mod istiod;
pub mod kubernetes;
pub mod ports;
pub mod release;
pub mod resolve;
pub mod skew;
mod version;
pub mod vocabulary;

use meshwright_diag::{Language, Source};

pub use catalogue::{NEWEST, OLDEST, releases};
pub use facts::{Fact, Since};
pub use feature::{Feature, Support, first_with, newest_with};
pub use hazard::{Concern, Hazard};
pub use kubernetes::{
    KubernetesSupport, kubernetes_makes_token_secrets, kubernetes_serves_beta_budgets,
};
pub use ports::Port;
pub use release::Release;
pub use resolve::{Known, Resolved, resolve};
pub use skew::{Newer, Skew, skew};

/// What this crate has to say in English: hazards of releases, purposes of ports.
pub const WORDS: Source = Source {
    language: Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: Source = Source {
    language: Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};
