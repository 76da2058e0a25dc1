//! A key that is not the signing certificate's.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// Another key than the certificate's.
    "TRU202", "key-does-not-fit", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let (Some(certificate), Some(key)) = (&read.certificate, read.key.key()) else {
            continue;
        };
        if certificate.public_key.bytes != key.public() {
            out.push(Finding::new(
                &RULE.info,
                read.at(read.names.key),
                args![cluster = read.name, file = read.names.certificate],
            ));
        }
    }
}
