//! Hashes and keys that are no longer safe.

use meshwright_diag::{Finding, args};

use crate::certificate::KeyKind;
use crate::check::{Context, declare_rule};
use crate::signature::Algorithm;

declare_rule! {
    /// A broken hash or a short RSA key.
    "TRU211", "weak-algorithm", Error
}

/// The fewest bits of an RSA key that is safe.
const RSA_BITS: usize = 2048;

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        // Nobody verifies what a root says of itself: it is trusted because it is there.
        let hash = match Algorithm::of(certificate.signature_algorithm) {
            Algorithm::Broken(hash) if !certificate.is_self_issued() => Some(hash),
            _ => None,
        };
        if let Some(hash) = hash {
            let finding = Finding::new(
                &RULE.info,
                read.at(file),
                args![
                    cluster = read.name,
                    subject = certificate.name(),
                    hash = hash
                ],
            );
            out.push(finding.case("hash"));
        }
        if let KeyKind::Rsa(bits) = certificate.public_key.kind
            && bits < RSA_BITS
        {
            let finding = Finding::new(
                &RULE.info,
                read.at(file),
                args![
                    cluster = read.name,
                    subject = certificate.name(),
                    bits = bits.to_string(),
                ],
            );
            out.push(finding.case("rsa"));
        }
    }
}
