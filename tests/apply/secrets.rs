//! Tokens and keys reach the tools and nobody else.

use std::fs;
use std::path::Path;

use crate::harness::Test;
use crate::stage::{Stage, code, said};

pub(crate) const TESTS: &[Test] = &[(
    "tokens_and_keys_are_in_no_word_no_journal_and_no_output",
    canary,
)];

/// What every token of the clusters in memory holds.
const TOKEN: &str = "c4n4ry-t0k3n";

fn canary() {
    let stage = Stage::of("two-primaries-two-networks.yaml");
    let applied = stage.apply(&["--json"]);
    assert_eq!(code(&applied), 0, "{}", said(&applied));
    let mut output = said(&applied);
    for words in [
        &["status", "mesh.yaml"][..],
        &["verify", "mesh.yaml"],
        &["drift", "mesh.yaml"],
        &["apply", "mesh.yaml", "--dry-run"],
        &["undo", "mesh.yaml", "--yes"],
    ] {
        let more = stage.run(words);
        assert_eq!(code(&more), 0, "{words:?}: {}", said(&more));
        output.push_str(&said(&more));
    }
    let home = stage.path("home/.meshwright");
    let mut seen = output + &stage.calls();
    collect(&home, &mut seen);
    for secret in [
        TOKEN,
        &base64(TOKEN),
        "PRIVATE KEY",
        &base64("-----BEGIN PRIVATE KEY"),
    ] {
        assert!(!seen.contains(secret), "{secret} is seen");
    }
    assert!(
        seen.contains("cluster1/namespace"),
        "nothing was seen at all"
    );
}

/// The part of a text's base64 that is the same wherever it stands at the beginning.
fn base64(text: &str) -> String {
    let base64 = meshwright_apply::secret::to_base64(text.as_bytes());
    base64[..base64.len() / 4 * 4 - 4].to_owned()
}

/// Every file but the certificates, whose place is known and private.
fn collect(folder: &Path, seen: &mut String) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it is readable").path();
        if path.ends_with("certificates") {
            continue;
        }
        if path.is_dir() {
            collect(&path, seen);
        } else {
            seen.push_str(&fs::read_to_string(&path).unwrap_or_default());
        }
    }
}
