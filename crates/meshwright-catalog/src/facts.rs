//! The shape of a release's file: facts, each with its source, in sections.
//!
//! One section is one file below this one. A key that a file lacks, or that no section knows,
//! is an error when the file is read, which a test does for every file.

pub mod addons;
pub mod ambient;
pub mod dns;
pub mod external;
pub mod gateway_api;
pub mod gateways;
pub mod helm;
pub mod images;
pub mod istioctl;
pub mod kubernetes;
pub mod lifecycle;
pub mod names;
pub mod openshift;
pub mod primary;
pub mod remote;
pub mod sail;
pub mod samples;
pub mod traffic;
pub mod trust;

use std::ops::Deref;

use serde::Deserialize;
use serde::de::{self, Deserializer};

/// Something that is so in a release, and where that can be read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    value: T,
    source: String,
}

impl<T> Fact<T> {
    /// Where the fact can be read: a repository, a path in it, and the tag that was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is so.
    pub const fn value(&self) -> &T {
        &self.value
    }
}

impl<T> Deref for Fact<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// In which patches of a minor something is so.
///
/// In a file: `always`, `never`, or the first patch, such as `1.26.1`.
/// [`crate::Resolved::has`] answers for one patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// In every patch.
    Always,
    /// In no patch.
    Never,
    /// In this patch and all later ones.
    Patch(u32),
}

impl Since {
    /// Whether it is so in the patch with this number.
    pub(crate) const fn holds_in(self, patch: u32) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Patch(first) => patch >= first,
        }
    }
}

impl<'de> Deserialize<'de> for Since {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.as_str() {
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            version => version
                .rsplit_once('.')
                .and_then(|(_, patch)| patch.parse().ok())
                .map(Self::Patch)
                .ok_or_else(|| de::Error::custom("not `always`, `never` or a patch")),
        }
    }
}
