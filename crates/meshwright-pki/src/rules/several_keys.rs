//! More than one key where istiod reads the first.

use meshwright_diag::{Finding, args};

use crate::check::{Context, KeyFile, declare_rule};

declare_rule! {
    /// Several keys in one file.
    "TRU216", "several-keys", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        if let KeyFile::Key { n_more: 1.., .. } = read.key {
            out.push(Finding::new(
                &RULE.info,
                read.at(read.names.key),
                args![cluster = read.name, file = read.names.key],
            ));
        }
    }
}
