//! Keys of a kind that istiod and Envoy do not share.

use meshwright_diag::{Finding, args};

use crate::certificate::KeyKind;
use crate::check::{Context, declare_rule};

declare_rule! {
    /// A key that is neither RSA nor ECDSA on P-256 or P-384.
    "TRU212", "uncommon-algorithm", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let algorithm = match certificate.public_key.kind {
            KeyKind::P256 | KeyKind::P384 | KeyKind::Rsa(_) => continue,
            KeyKind::P521 => "ECDSA P-521".to_owned(),
            KeyKind::Ed25519 => "Ed25519".to_owned(),
            KeyKind::Other(oid) => oid.to_string(),
        };
        out.push(Finding::new(
            &RULE.info,
            read.at(file),
            args![
                cluster = read.name,
                subject = certificate.name(),
                algorithm = algorithm,
            ],
        ));
    }
}
