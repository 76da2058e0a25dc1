//! `SHA256SUMS` of an earlier bundle: which files of a directory are ours, and as we left them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use meshwright_core::render::digest::sha256;

/// The file's name.
pub(super) const SUMS: &str = "SHA256SUMS";
/// Files that every bundle has; a list without them is somebody else's.
const ALWAYS: [&str; 2] = ["plan.json", "topology.yaml"];

/// Paths and the digests they had.
pub(super) struct Sums(BTreeMap<String, String>);

impl Sums {
    /// Those of the bundle in `directory`; `None` where there is no bundle.
    pub(super) fn read(directory: &Path) -> Option<Self> {
        let path = directory.join(SUMS);
        if fs::symlink_metadata(&path).ok()?.is_symlink() {
            return None;
        }
        let sums = Self::parse(&fs::read_to_string(path).ok()?);
        let is_ours = ALWAYS.iter().all(|path| sums.0.contains_key(*path));
        is_ours.then_some(sums)
    }

    /// Lines of a digest, two spaces and a path; lines that are something else are passed over.
    fn parse(text: &str) -> Self {
        let entry = |line: &str| {
            let (digest, path) = line.split_once("  ")?;
            is_plain(path).then(|| (path.to_owned(), digest.to_owned()))
        };
        Self(text.lines().filter_map(entry).collect())
    }

    /// Whether the file at `path` is listed and as it was.
    pub(super) fn holds(&self, path: &str, bytes: &[u8]) -> bool {
        self.0
            .get(path)
            .is_some_and(|known| *known == sha256(bytes))
    }

    /// The paths that are listed, in their order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Whether a path stays inside the directory that it is relative to.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::{Sums, sha256};

    #[test]
    fn a_file_is_known_by_its_digest() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
        let sums = Sums::parse(&format!("{empty}  a/b\n"));
        assert!(sums.holds("a/b", b""));
        assert!(!sums.holds("a/b", b"x"));
        assert!(!sums.holds("c", b""));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_passed_over() {
        let sums = Sums::parse("d  ../x\nd  /etc/passwd\nd  a/../../x\nnonsense\nd  ok/x\n");
        assert_eq!(sums.paths().collect::<Vec<_>>(), ["ok/x"]);
    }
}
