//! A key under a passphrase, which istiod has no way to ask for.

use meshwright_diag::{Finding, args};

use crate::check::{Context, KeyFile, declare_rule};

declare_rule! {
    /// An encrypted key.
    "TRU217", "key-encrypted", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        if let KeyFile::Encrypted = read.key {
            out.push(Finding::new(
                &RULE.info,
                read.at(read.names.key),
                args![cluster = read.name, file = read.names.key],
            ));
        }
    }
}
