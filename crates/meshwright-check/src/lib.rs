//! Validation: rules with codes, applied to a resolved mesh.
//!
//! A [`Rule`] is one file under `rules/` and one page under `pages/`; [`RULES`] lists them all.
//! [`check`] runs them over a [`RuleContext`], which holds the mesh, its graph and what several
//! rules look up. [`policy::apply`] then takes out what the document allows.
//!
//! Not here: whether the document can be read (`meshwright-model`), which endpoints istiod will
//! send (`meshwright-graph`), what to do about a mesh that is right (`meshwright-plan`).
//! A rule that cannot decide says nothing.

pub mod addresses;
pub mod addressing;
pub mod context;
pub mod models;
pub mod overlap;
pub mod policy;
pub mod releases;
pub mod repair;
pub mod retired;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod wires;

use meshwright_diag::{Finding, Language, RuleInfo, Source};

pub use context::RuleContext;
pub use policy::{POLICY_RULES, Policed};
pub use retired::{RETIRED, Retired};
pub use rule::{Kind, Rule};
pub use rules::RULES;

/// What this crate has to say in English.
pub const WORDS: Source = Source {
    language: Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: Source = Source {
    language: Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};

/// Everything the rules have to say about a mesh, in the order of the document.
///
/// Findings about the mesh as a whole come first, then those about networks, clusters, wires,
/// services and expectations as they stand in the document; at one place, by code.
pub fn check(cx: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(cx, &mut findings);
    }
    findings.sort_by_cached_key(|finding| {
        (
            cx.document_order(&finding.primary.path),
            finding.rule.code,
            finding.primary.path.clone(),
        )
    });
    findings
}

/// Every rule of this crate, those about the document's policy included, sorted by code.
pub fn rule_infos() -> Vec<&'static RuleInfo> {
    let mut infos: Vec<_> = RULES
        .iter()
        .map(|rule| &rule.info)
        .chain(POLICY_RULES.iter().copied())
        .collect();
    infos.sort_by_key(|info| info.code);
    infos
}
