//! More CAs below a certificate than it allows.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A path length that the chain goes beyond.
    "TRU205", "path-length-too-short", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let Some(allowed) = certificate.authority.path_length else {
            continue;
        };
        let Some(found) = read.depth(certificate) else {
            continue;
        };
        if found > usize::from(allowed) {
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![
                    cluster = read.name,
                    subject = certificate.name(),
                    allowed = allowed.to_string(),
                    found = found.to_string(),
                ],
            ));
        }
    }
}
