//! A CA whose key usage leaves signing certificates out.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A key usage without certificate signing.
    "TRU206", "key-usage-without-signing", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let usage = certificate.authority.key_usage;
        let signs = read.depth(certificate).is_some();
        if signs && usage.is_some_and(|usage| !usage.cert_sign) {
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![cluster = read.name, subject = certificate.name()],
            ));
        }
    }
}
