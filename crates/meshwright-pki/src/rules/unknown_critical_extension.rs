//! A certificate that asks its readers to know something that Go does not.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A critical extension that Go does not handle.
    "TRU224", "unknown-critical-extension", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        if let Some(oid) = certificate.unknown_critical.first() {
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![
                    cluster = read.name,
                    subject = certificate.name(),
                    extension = oid.to_string(),
                ],
            ));
        }
    }
}
