//! `SHA256SUMS`: for `sha256sum -c`.

use std::fmt::Write;

use crate::Artifacts;
use crate::digest::sha256;

/// The name of the file.
pub const SHA256SUMS: &str = "SHA256SUMS";

/// Adds the sums of all files that are there.
pub fn sums(artifacts: &mut Artifacts) {
    let mut text = String::new();
    for (path, artifact) in artifacts.iter() {
        let _ = writeln!(text, "{}  {path}", sha256(artifact.text.as_bytes()));
    }
    artifacts.add(SHA256SUMS, text);
}
