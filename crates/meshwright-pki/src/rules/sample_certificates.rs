//! Certificates whose private keys everybody has.

use meshwright_diag::{Finding, args};

use crate::certificate::hex;
use crate::check::{Context, declare_rule};

declare_rule! {
    /// A key of Istio's samples.
    "TRU219", "sample-certificates", Error
}

/// SHA-256 of the public keys in `samples/certs`: signing certificates and roots.
///
/// Source: istio/istio `samples/certs` @1.9.0 to @1.30.3, every version of every file.
const SAMPLES: [&str; 9] = [
    "42d0f6531c3afb84b72f12f458fa35dc74402771fed9b27ad48a665474dde501",
    "42d8cfd1102e06e3f2579e68f9db4f787ec9cbcd1f19f1bae7934cee918c2fef",
    "59fcf80a09156379adde0690536a4abe88526360afa686a8a9b0d661c8c76fc0",
    "7c5f2208b98507d0d6f1fda0a6609e93fbb7fb434d39ed78b71e305e23d7a46d",
    "88e809261b157f0db238901c0033e6bfeba79793c20ab8af41963cdd41ce6600",
    "8e9aaa62d77bff6acb762def2ece27d5550b702752b8bdd5cd5ae3837e6f7344",
    "b943dbf353840d2debaf9cb6390de647b39c2560546065b6a4735d022ff86479",
    "f0592d4d660052580d0c0bfe09f9a4d795ad8ab7c2fa86c33276fbb352145ee5",
    "fbf6ccb2288eaa4bdbb8816d159e68ca86709899ec27589b8111c6453f6ed6cd",
];

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (read, file, certificate) in cx.certificates() {
        let digest = hex(&certificate.public_key.digest);
        if SAMPLES.contains(&digest.as_str()) {
            out.push(Finding::new(
                &RULE.info,
                read.at(file),
                args![cluster = read.name, subject = certificate.name()],
            ));
        }
    }
}
