//! Files of the bundle, before anybody writes them.

use std::collections::BTreeMap;

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// What it holds.
    pub text: String,
    /// Whether it is to be executable.
    pub executable: bool,
}

/// The files of a bundle by path, sorted. Paths are relative and use `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts(BTreeMap<String, Artifact>);

impl Artifacts {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, text: String) {
        self.0.insert(
            path.into(),
            Artifact {
                text,
                executable: false,
            },
        );
    }

    /// Adds a file that is to be executable.
    pub fn add_executable(&mut self, path: impl Into<String>, text: String) {
        self.0.insert(
            path.into(),
            Artifact {
                text,
                executable: true,
            },
        );
    }

    /// The file of that path.
    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.0.get(path)
    }

    /// Every path with its file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Artifact)> {
        self.0
            .iter()
            .map(|(path, artifact)| (path.as_str(), artifact))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
