//! A chain that is not in the order in which TLS wants it.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A chain in another order than from the signing certificate to the root.
    "TRU213", "chain-order", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let (Some(certificate), Some(first)) = (&read.certificate, read.chain.first()) else {
            continue;
        };
        let links = || read.chain.iter().zip(read.chain.iter().skip(1));
        let case = if first != certificate {
            "first"
        } else if links().any(|(one, next)| one.issuer_der != next.subject_der) {
            "links"
        } else {
            continue;
        };
        let finding = Finding::new(
            &RULE.info,
            read.at(read.names.chain),
            args![
                cluster = read.name,
                chain = read.names.chain,
                subject = certificate.name(),
                found = first.name(),
            ],
        );
        out.push(finding.case(case));
    }
}
