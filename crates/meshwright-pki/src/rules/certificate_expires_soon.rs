//! A certificate that ends before anybody has planned its successor.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A certificate with fewer days left than a rotation takes.
    "TRU209", "certificate-expires-soon", Warning
}

/// Days in which a rotation over many clusters can be planned and done.
const DAYS: i64 = 90;

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let days = cx.now.days_until(certificate.not_after);
        if certificate.is_valid_at(cx.now) && days < DAYS {
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![
                    cluster = read.name,
                    subject = certificate.name(),
                    date = certificate.not_after.to_string(),
                    days = u64::try_from(days).unwrap_or_default(),
                ],
            ));
        }
    }
}
