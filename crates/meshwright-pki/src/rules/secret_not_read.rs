//! Files in a Secret that no istiod looks for.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// Another name or namespace than istiod's.
    "TRU226", "secret-not-read", Error
}

/// The only name that istiod mounts.
const NAME: &str = "cacerts";
/// Namespaces in which a Secret lands by mistake; istiod may live in any other.
const STRAY: [&str; 2] = ["default", "kube-system"];

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let Some(secret) = read.secret else {
            continue;
        };
        let namespace = secret.namespace.as_deref().unwrap_or_default();
        let case = if secret.name != NAME {
            "name"
        } else if STRAY.contains(&namespace) {
            "namespace"
        } else {
            continue;
        };
        let arguments = args![
            cluster = read.name,
            secret = secret.name.as_str(),
            namespace = namespace,
        ];
        let finding = Finding::new(&RULE.info, read.at("metadata"), arguments);
        out.push(finding.case(case));
    }
}
