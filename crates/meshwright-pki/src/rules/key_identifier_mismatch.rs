//! A certificate that names another key of its issuer.

use meshwright_diag::{Finding, args};

use crate::check::way::Way;
use crate::check::{Context, declare_rule};

declare_rule! {
    /// An authority key identifier that is not the issuer's.
    "TRU223", "key-identifier-mismatch", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let Way::Whole(way) = &read.way else {
            continue;
        };
        for (certificate, issuer) in way.iter().zip(way.iter().skip(1)) {
            let named = &certificate.authority_key_identifier;
            let own = &issuer.subject_key_identifier;
            if named.is_none() || own.is_none() || named == own {
                continue;
            }
            let file = if read.certificate.as_ref() == Some(certificate) {
                read.names.certificate
            } else {
                read.names.chain
            };
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![
                    cluster = read.name,
                    subject = certificate.name(),
                    issuer = issuer.name(),
                ],
            ));
        }
    }
}
