//! A signing certificate that leads to no root.

use meshwright_diag::{Finding, args};

use crate::check::way::Way;
use crate::check::{Context, declare_rule};

declare_rule! {
    /// A way that ends before a root.
    "TRU203", "chain-incomplete", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        // Without a root at all, what is said is that a file is missing or cannot be read.
        if read.roots.is_empty() {
            continue;
        }
        let (case, end) = match &read.way {
            Way::NoIssuer(end) => ("no-issuer", end),
            Way::BadSignature(end) => ("signature", end),
            Way::Whole(_) | Way::Unknown => continue,
        };
        let file = if read.certificate.as_ref() == Some(end) {
            read.names.certificate
        } else {
            read.names.chain
        };
        let finding = Finding::new(
            &RULE.info,
            read.at(file),
            args![
                cluster = read.name,
                subject = end.name(),
                issuer = end.issuer_name(),
                chain = read.names.chain,
                root = read.names.root,
            ],
        );
        out.push(finding.case(case));
    }
}
