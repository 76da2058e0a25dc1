//! Two sets of files, of which istiod takes one.

use meshwright_diag::{Finding, args};

use crate::check::bundle::{OWN, TLS};
use crate::check::{Context, declare_rule};

declare_rule! {
    /// `tls.crt` beside `ca-cert.pem`.
    "TRU225", "tls-names-win", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let has = |name: &str| read.files.contains_key(name);
        if has(TLS.certificate) && (has(OWN.certificate) || has(OWN.key)) {
            let case = if read.istiod.reads_tls_names {
                "taken"
            } else {
                "ignored"
            };
            let finding = Finding::new(
                &RULE.info,
                read.at(TLS.certificate),
                args![cluster = read.name],
            );
            out.push(finding.case(case));
        }
    }
}
