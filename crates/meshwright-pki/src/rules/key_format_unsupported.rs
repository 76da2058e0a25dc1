//! A key in a form that istiod does not read.

use meshwright_diag::{Finding, args};

use crate::check::{Context, KeyFile, declare_rule};

declare_rule! {
    /// A key whose first PEM block istiod does not read.
    "TRU218", "key-format-unsupported", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let place = read.at(read.names.key);
        let finding = match &read.key {
            KeyFile::Label(label) => Finding::new(
                &RULE.info,
                place,
                args![cluster = read.name, file = read.names.key, label = label],
            )
            .case("label"),
            KeyFile::Damaged => Finding::new(
                &RULE.info,
                place,
                args![cluster = read.name, file = read.names.key],
            )
            .case("damaged"),
            KeyFile::None | KeyFile::Encrypted | KeyFile::Foreign | KeyFile::Key { .. } => continue,
        };
        out.push(finding);
    }
}
