//! A certificate that is said to be valid longer than its issuer.

use meshwright_diag::{Finding, args};

use crate::check::way::Way;
use crate::check::{Context, declare_rule};

declare_rule! {
    /// A validity that goes beyond the issuer's.
    "TRU210", "outlives-issuer", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let Way::Whole(way) = &read.way else {
            continue;
        };
        for (certificate, issuer) in way.iter().zip(way.iter().skip(1)) {
            if certificate.not_after <= issuer.not_after {
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
                    date = certificate.not_after.to_string(),
                    end = issuer.not_after.to_string(),
                ],
            ));
        }
    }
}
