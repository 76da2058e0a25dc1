//! What is wrong with certificates that exist, as findings.
//!
//! A [`Bundle`] is what one istiod would be given. It is read the way istiod reads it
//! ([`bundle`]), a way from the signing certificate to a root is looked for as Go does it
//! (`way`), and then each rule of [`rule_infos`] looks at all bundles together.

pub mod bundle;
mod manifest;
pub(crate) mod way;

use meshwright_diag::{Finding, ModelPath, RuleInfo, path};

use crate::{Certificate, Moment};

pub use bundle::{Bundle, BundleFile, SecretPlace};
pub(crate) use bundle::{KeyFile, Read};
pub use manifest::bundles_of_manifests;

/// What is to be known besides the files.
#[derive(Clone, Copy, Debug)]
pub struct CheckOptions {
    /// The moment at which certificates have to be valid.
    pub now: Moment,
}

/// How an istiod treats `cacerts`, as its release does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Istiod {
    /// Whether it refuses to start where files are missing; otherwise it makes a root of its own
    /// without a word. Source: istio/istio release note `check-cacerts-completeness` @1.26.1.
    pub refuses_incomplete: bool,
    /// Whether it takes `tls.crt`, `tls.key` and `ca.crt` before the other names.
    /// Source: istio/istio `security/pkg/pki/ca/ca.go` @1.14.2.
    pub reads_tls_names: bool,
}

/// What a rule looks at.
pub(crate) struct Context<'a> {
    pub(crate) bundles: &'a [Read<'a>],
    pub(crate) now: Moment,
}

/// A rule about certificates: what is known of it without running it, and how to run it.
pub(crate) struct Rule {
    pub(crate) info: RuleInfo,
    /// Adds its findings, in any order.
    pub(crate) check: fn(&Context<'_>, &mut Vec<Finding>),
}

/// Declares the static `RULE` of a file; its page is `pages/en/CODE.md`, its check the file's
/// function `check`.
macro_rules! declare_rule {
    ($(#[$meta:meta])* $code:literal, $name:literal, $severity:ident) => {
        $(#[$meta])*
        pub(crate) static RULE: $crate::check::Rule = $crate::check::Rule {
            info: ::meshwright_diag::RuleInfo {
                code: ::meshwright_diag::Code($code),
                name: $name,
                severity: ::meshwright_diag::Severity::$severity,
                since: "0.1.0",
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/pages/en/", $code, ".md")),
            },
            check,
        };
    };
}

pub(crate) use declare_rule;

/// Everything that is wrong with `bundles`, one for each istiod of a mesh; in their order, and
/// for each by code. The place of a finding is the bundle's name and the file's.
pub fn check(bundles: &[Bundle], options: &CheckOptions) -> Vec<Finding> {
    let read: Vec<Read<'_>> = bundles.iter().map(Read::new).collect();
    let cx = Context {
        bundles: &read,
        now: options.now,
    };
    let mut findings = Vec::new();
    for rule in crate::rules::ALL {
        (rule.check)(&cx, &mut findings);
    }
    let place = |path: &ModelPath| {
        let name = path.segments().first();
        bundles.iter().position(|bundle| Some(&bundle.name) == name)
    };
    findings.sort_by_cached_key(|finding| {
        let path = &finding.primary.path;
        (place(path), finding.rule.code, path.clone())
    });
    findings
}

/// The certificates of a bundle that istiod looks at, each once, with the file that it stands in:
/// the signing certificate first, then the roots.
pub fn certificates(bundle: &Bundle) -> Vec<(&'static str, Certificate)> {
    let read = Read::new(bundle);
    let certificates = read.certificates().into_iter();
    certificates
        .map(|(file, certificate)| (file, certificate.clone()))
        .collect()
}

/// Every rule about certificates, sorted by code.
pub fn rule_infos() -> Vec<&'static RuleInfo> {
    crate::rules::ALL.iter().map(|rule| &rule.info).collect()
}

impl Default for Istiod {
    /// As the newest releases do.
    fn default() -> Self {
        Self {
            refuses_incomplete: true,
            reads_tls_names: true,
        }
    }
}

impl Context<'_> {
    /// Every certificate of every bundle, once for each bundle, with the file that is to blame.
    pub(crate) fn certificates(
        &self,
    ) -> impl Iterator<Item = (&Read<'_>, &'static str, &Certificate)> {
        self.bundles.iter().flat_map(|read| {
            read.certificates()
                .into_iter()
                .map(move |(file, certificate)| (read, file, certificate))
        })
    }
}

impl Read<'_> {
    /// The place of one of its files.
    pub(crate) fn at(&self, file: &str) -> ModelPath {
        path!(self.name, file)
    }
}

#[cfg(test)]
mod tests;
