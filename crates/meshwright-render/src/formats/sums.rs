//! `SHA256SUMS`: for `sha256sum -c`.

use crate::Artifacts;
use crate::digest::sha256;

/// The name of the file.
pub const SHA256SUMS: &str = "SHA256SUMS";

/// Adds the sums of all files that are there.
pub fn sums(artifacts: &mut Artifacts) {
    let text: String = artifacts
        .iter()
        .map(|(path, artifact)| format!("{}  {path}\n", sha256(artifact.text.as_bytes())))
        .collect();
    artifacts.add(SHA256SUMS, text);
}
