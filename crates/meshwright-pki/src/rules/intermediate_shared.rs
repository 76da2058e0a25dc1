//! Clusters that sign with one key.

use meshwright_diag::{Finding, args};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// One signing key in several clusters.
    "TRU220", "intermediate-shared", Warning
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, read) in cx.bundles.iter().enumerate() {
        let Some(certificate) = &read.certificate else {
            continue;
        };
        let same = |other: &&crate::check::Read<'_>| {
            let other = other.certificate.as_ref();
            other.is_some_and(|other| other.public_key == certificate.public_key)
        };
        if let Some(first) = cx.bundles.iter().take(index).find(same) {
            let finding = Finding::new(
                &RULE.info,
                read.at(read.names.certificate),
                args![cluster = read.name, other = first.name],
            );
            out.push(finding.related(first.at(first.names.certificate), "same"));
        }
    }
}
