//! A CA with an extended key usage that its workloads go beyond.

use meshwright_diag::{Finding, args};
use x509_cert::der::asn1::ObjectIdentifier;

use crate::check::{Context, declare_rule};

declare_rule! {
    /// An extended key usage without servers or without clients.
    "TRU207", "extended-key-usage-on-ca", Error
}

const ANY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
const SERVER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
const CLIENT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let Some(usages) = &certificate.extended_key_usage else {
            continue;
        };
        let has = |usage| usages.contains(&usage) || usages.contains(&ANY);
        let case = match (has(SERVER), has(CLIENT)) {
            (true, true) => continue,
            (false, _) => "server",
            (true, false) => "client",
        };
        if read.depth(certificate).is_some() {
            let finding = Finding::new(
                &RULE.info,
                read.at(file),
                args![cluster = read.name, subject = certificate.name()],
            );
            out.push(finding.case(case));
        }
    }
}
