//! A certificate that is not valid today.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// A certificate that has ended or has not begun.
    "TRU208", "certificate-expired", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let (case, date) = if certificate.not_after < cx.now {
            ("ended", certificate.not_after)
        } else if cx.now < certificate.not_before {
            ("not-begun", certificate.not_before)
        } else {
            continue;
        };
        let finding = Finding::new(
            &RULE.info,
            read.at(file),
            args![
                cluster = read.name,
                subject = certificate.name(),
                date = date.to_string(),
            ],
        );
        out.push(finding.case(case));
    }
}
