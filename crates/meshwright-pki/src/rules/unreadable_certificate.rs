//! Files that hold something else than certificates.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, args};

use crate::Certificate;
use crate::check::{Context, declare_rule};
use crate::pem::{self, Pem};

declare_rule! {
    /// A certificate that cannot be read.
    "TRU215", "unreadable-certificate", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let names = BTreeSet::from([read.names.certificate, read.names.chain, read.names.root]);
        for name in names {
            let Some(file) = read.files.get(name) else {
                continue;
            };
            if file.bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let read_file = Pem::read(&file.bytes);
            let is_good = |block: &pem::Block| {
                block.label == pem::CERTIFICATE && Certificate::from_der(&block.bytes).is_some()
            };
            let n_bad = read_file
                .blocks
                .iter()
                .filter(|block| !is_good(block))
                .count();
            if n_bad + read_file.n_damaged > 0 || read_file.blocks.is_empty() {
                out.push(Finding::new(
                    &RULE.info,
                    read.at(name),
                    args![cluster = read.name, file = name],
                ));
            }
        }
    }
}
