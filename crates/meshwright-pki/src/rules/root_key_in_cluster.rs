//! The root's key where a cluster can read it.

use meshwright_diag::{Finding, args};

use crate::PrivateKey;
use crate::check::{Context, Read, declare_rule};

declare_rule! {
    /// A root that signs for workloads, or its key beside the four files.
    "TRU221", "root-key-in-cluster", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let certificate = read.certificate.as_ref();
        if certificate.is_some_and(|own| read.roots.contains(own)) {
            let finding = Finding::new(
                &RULE.info,
                read.at(read.names.certificate),
                args![cluster = read.name, file = read.names.certificate],
            );
            out.push(finding.case("signs"));
        }
        for name in read.files.keys().filter(|name| **name != read.names.key) {
            if is_root_key(read, name) {
                let finding = Finding::new(
                    &RULE.info,
                    read.at(name),
                    args![cluster = read.name, file = name],
                );
                out.push(finding.case("file"));
            }
        }
    }
}

fn is_root_key(read: &Read<'_>, name: &str) -> bool {
    let Some(file) = read.files.get(name) else {
        return false;
    };
    PrivateKey::from_pem(&file.bytes).is_ok_and(|key| {
        let roots = read.roots.iter();
        roots
            .map(|root| &root.public_key)
            .any(|root| root.bytes == key.public())
    })
}
