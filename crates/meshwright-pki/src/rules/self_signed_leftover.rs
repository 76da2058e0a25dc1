//! The root that istiod had before it was given one.

use meshwright_diag::{Finding, args};

use crate::Certificate;
use crate::check::{Context, declare_rule};

declare_rule! {
    /// `istio-ca-secret` beside `cacerts`.
    "TRU227", "self-signed-leftover", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let own = read.secret.and_then(|secret| secret.own_root.as_deref());
        let Some(own) = own.and_then(|pem| Certificate::from_pem(pem).ok()) else {
            continue;
        };
        // Whoever still trusts it trusts those who have a certificate under it.
        if !read.roots.contains(&own) {
            let arguments = args![cluster = read.name, fingerprint = own.short_fingerprint()];
            out.push(Finding::new(
                &RULE.info,
                read.at("istio-ca-secret"),
                arguments,
            ));
        }
    }
}
