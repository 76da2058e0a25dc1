//! What a rule is: its identity, what its findings may be used for, and its check.

use meshwright_diag::{Args, Finding, ModelPath, RuleInfo};

use crate::RuleContext;

/// A rule: what is known of it without running it, and how to run it.
pub struct Rule {
    /// Code, name, severity, page.
    pub info: RuleInfo,
    /// Whether the document may allow its findings.
    pub kind: Kind,
    /// Adds its findings, in any order; one per cluster, network or entry that is to blame.
    pub check: fn(&RuleContext<'_>, &mut Vec<Finding>),
}

/// Whether the document may allow a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The mesh can be planned all the same, if somebody has a reason.
    Advice,
    /// This release of Meshwright has no plan for such a mesh, so nobody can allow it.
    Refusal,
}

impl Rule {
    /// A finding of this rule at `path`.
    pub fn finding(&'static self, path: ModelPath, args: Args) -> Finding {
        Finding::new(&self.info, path, args)
    }
}

/// Declares the static `RULE` of a file; its page is `pages/en/CODE.md`.
///
/// The file's function `check` is the check.
macro_rules! declare_rule {
    ($(#[$meta:meta])* $code:literal, $name:literal, $severity:ident, $kind:ident, since $since:literal) => {
        $(#[$meta])*
        pub static RULE: $crate::rule::Rule = $crate::rule::Rule {
            info: ::meshwright_diag::RuleInfo {
                code: ::meshwright_diag::Code($code),
                name: $name,
                severity: ::meshwright_diag::Severity::$severity,
                since: $since,
                page: include_str!(concat!(
                    env!("CARGO_MANIFEST_DIR"),
                    "/pages/en/",
                    $code,
                    ".md"
                )),
            },
            kind: $crate::rule::Kind::$kind,
            check,
        };
    };
}

pub(crate) use declare_rule;
