//! A key file that more people than its owner can read.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A key that others may read.
    "TRU222", "key-readable-by-others", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let file = read.files.get(read.names.key);
        if file.is_some_and(|file| file.is_open) {
            out.push(Finding::new(
                &RULE.info,
                read.at(read.names.key),
                args![cluster = read.name, file = read.names.key],
            ));
        }
    }
}
