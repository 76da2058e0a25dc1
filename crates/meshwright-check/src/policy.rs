//! What the document allows: findings taken out for a reason, and allowances that are no good.

use std::collections::BTreeSet;

use meshwright_diag::{
    Change, Code, Edit, Finding, Fix, ModelPath, RuleInfo, Safety, Severity, args,
};
use meshwright_model::{Allow, Mesh};

use crate::{Kind, RULES};

macro_rules! policy_rule {
    ($(#[$meta:meta])* $rule:ident = $code:literal, $name:literal, $severity:ident) => {
        $(#[$meta])*
        pub static $rule: RuleInfo = RuleInfo {
            code: Code($code),
            name: $name,
            severity: Severity::$severity,
            since: "0.1.0",
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/pages/en/", $code, ".md")),
        };
    };
}

policy_rule! {
    /// An allowance of something that nobody found.
    ALLOW_MATCHES_NOTHING = "DOC101", "allow-matches-nothing", Warning
}
policy_rule! {
    /// An allowance whose last day has passed.
    ALLOW_EXPIRED = "DOC102", "allow-expired", Warning
}
policy_rule! {
    /// An allowance of something that cannot be planned, or not even be read.
    ALLOW_OF_REFUSAL = "DOC103", "allow-of-refusal", Error
}

/// The rules about allowances, sorted by code.
pub const POLICY_RULES: &[&RuleInfo] = &[&ALLOW_MATCHES_NOTHING, &ALLOW_EXPIRED, &ALLOW_OF_REFUSAL];

/// Findings after the document's policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Policed {
    /// Those that are not allowed, in their order, then those about the policy itself.
    pub findings: Vec<Finding>,
    /// How many findings the policy took out.
    pub n_allowed: usize,
}

/// Takes out the findings that the document allows.
///
/// An allowance holds for its code at its place and everything inside it. It counts only with a
/// reason (the model says so where there is none), and up to its last day: `today` is a date as `YYYY-MM-DD`, `None` where nobody knows
/// it, and then no allowance has expired. Findings about the document itself (`DOC`), about names
/// that cannot be used and about meshes that cannot be planned stay.
pub fn apply(mesh: &Mesh, findings: Vec<Finding>, today: Option<&str>) -> Policed {
    if mesh.allows.is_empty() {
        return Policed {
            findings: one_for_each_cause(findings),
            n_allowed: 0,
        };
    }
    // What could not be read may have been what is allowed.
    let is_whole = !findings
        .iter()
        .any(|finding| finding.severity == Severity::Error && is_about_document(finding.rule));
    let mut matched = BTreeSet::new();
    let mut kept = Vec::with_capacity(findings.len());
    let mut n_allowed = 0;
    for finding in findings {
        let mut is_allowed = false;
        for (index, allow) in mesh.allows.iter().enumerate() {
            if allow.code == finding.rule.code.0 && finding.primary.path.is_within(&allow.at) {
                matched.insert(index);
                is_allowed |= is_good(allow, today);
            }
        }
        if is_allowed {
            n_allowed += 1;
        } else {
            kept.push(finding);
        }
    }
    let mut kept = one_for_each_cause(kept);
    for (index, allow) in mesh.allows.iter().enumerate() {
        kept.extend(judge(allow, matched.contains(&index) || !is_whole, today));
    }
    Policed {
        findings: kept,
        n_allowed,
    }
}

/// Findings that follow from another one about the same gateway: whoever repairs that one has no
/// use for them.
const FOLLOWS: [(&str, &[&str]); 2] = [
    // An ambient gateway needs a load balancer, whatever the other exposure lacks.
    (
        "AMB108",
        &["GWY103", "GWY104", "GWY110", "GWY111", "GWY119"],
    ),
    // A gateway that nothing goes through may be as small and as open as it likes.
    ("GWY112", &["GWY108", "GWY109", "GWY110"]),
];

/// Leaves out what follows from another finding that is there.
fn one_for_each_cause(findings: Vec<Finding>) -> Vec<Finding> {
    let gateway = |finding: &Finding| {
        let mut segments = finding.primary.path.segments().iter().map(String::as_str);
        let place = (segments.next()?, segments.next()?, segments.next()?);
        matches!(place, ("clusters", _, "eastWestGateway")).then(|| place.1.to_owned())
    };
    let mut causes: BTreeSet<(&str, String)> = BTreeSet::new();
    for finding in &findings {
        if let Some((cause, _)) = FOLLOWS
            .iter()
            .find(|(cause, _)| *cause == finding.rule.code.0)
            && let Some(cluster) = gateway(finding)
        {
            causes.insert((cause, cluster));
        }
    }
    let follows = |finding: &Finding| {
        let Some(cluster) = gateway(finding) else {
            return false;
        };
        FOLLOWS.iter().any(|(cause, codes)| {
            codes.contains(&finding.rule.code.0) && causes.contains(&(*cause, cluster.clone()))
        })
    };
    let mut findings = findings;
    if !causes.is_empty() {
        findings.retain(|finding| !follows(finding));
    }
    findings
}

fn is_good(allow: &Allow, today: Option<&str>) -> bool {
    has_reason(allow) && !has_expired(allow, today) && !is_refusal(&allow.code)
}

fn judge(allow: &Allow, matches: bool, today: Option<&str>) -> Option<Finding> {
    let remove = |finding: Finding| {
        let title = finding.message.attribute("fix");
        finding.fix(Fix {
            title,
            safety: Safety::Safe,
            edits: vec![Edit {
                path: allow.path.clone(),
                change: Change::Remove,
            }],
        })
    };
    let finding = |rule: &'static RuleInfo, path: ModelPath| {
        Finding::new(
            rule,
            path,
            args![
                code = &allow.code,
                at = place(&allow.at),
                until = allow.until.clone().unwrap_or_default(),
            ],
        )
    };
    if is_refusal(&allow.code) {
        Some(remove(finding(&ALLOW_OF_REFUSAL, allow.path.join("code"))))
    } else if !matches {
        Some(remove(finding(&ALLOW_MATCHES_NOTHING, allow.path.clone())))
    } else if has_expired(allow, today) {
        Some(remove(finding(&ALLOW_EXPIRED, allow.path.join("until"))))
    } else {
        None
    }
}

fn place(at: &ModelPath) -> String {
    if at.segments().is_empty() {
        "/".to_owned()
    } else {
        at.to_string()
    }
}

fn has_reason(allow: &Allow) -> bool {
    allow
        .reason
        .as_deref()
        .is_some_and(|reason| !reason.trim().is_empty())
}

/// Dates of this form are in the order of their letters.
fn has_expired(allow: &Allow, today: Option<&str>) -> bool {
    match (allow.until.as_deref(), today) {
        (Some(until), Some(today)) => until < today,
        _ => false,
    }
}

/// Whether findings with this code say that something was left out of the mesh or the plan.
fn is_refusal(code: &str) -> bool {
    code.starts_with("DOC")
        || code.starts_with("NAM0")
        || RULES
            .iter()
            .any(|rule| rule.info.code.0 == code && rule.kind == Kind::Refusal)
}

fn is_about_document(rule: &RuleInfo) -> bool {
    meshwright_model::DOCUMENT_RULES
        .iter()
        .any(|document| document.code == rule.code)
}
