//! A certificate that must not sign others, and does.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A certificate on the way that is no CA.
    "TRU204", "not-a-ca", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let signs = read.depth(certificate).is_some() || file == read.names.certificate;
        if signs && !certificate.authority.is_ca {
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![cluster = read.name, subject = certificate.name()],
            ));
        }
    }
}
