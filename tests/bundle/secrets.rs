//! Nothing secret is in a bundle.

use crate::bundles::BUNDLES;

#[test]
fn no_file_holds_a_key_a_token_or_anything_that_looks_like_one() {
    for bundle in BUNDLES.iter() {
        for path in bundle.paths() {
            let text = bundle.read(&path);
            let place = format!("{}/{path}", bundle.name);
            for mark in [
                "PRIVATE KEY",
                "-----BEGIN",
                "LS0tLS1",
                "eyJhbGci",
                "client-key-data",
                "token:",
                "password",
            ] {
                assert!(!text.contains(mark), "{mark} in {place}");
            }
            assert!(longest_run(&text) < 80, "{place}");
        }
    }
}

/// The longest run of characters of base64 without a `/`, which paths have.
fn longest_run(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '+')
        .map(str::len)
        .max()
        .unwrap_or_default()
}
