//! Where in the model something is, by name, so that an edit elsewhere does not shift it.

use std::fmt;

use serde::{Serialize, Serializer};

/// A place in the topology: `clusters/cluster2/network`.
///
/// An element of a list is named by its `name` where it has one, else by its place,
/// `#0` for the first. The root is the empty path.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelPath(Vec<String>);

impl ModelPath {
    /// The whole document.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// The path with one more segment at its end.
    #[must_use]
    pub fn join(&self, segment: impl fmt::Display) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment.to_string());
        Self(segments)
    }

    /// The path without its last segment; the root stays the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(
            self.0
                .split_last()
                .map_or_else(Vec::new, |(_, rest)| rest.to_vec()),
        )
    }

    /// The segments, from the root.
    pub fn segments(&self) -> &[String] {
        &self.0
    }

    /// The last segment, or `None` for the root.
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// Reads `clusters/cluster2/network`; a `/` inside a segment is written `~1`, a `~` is `~0`.
    pub fn parse(text: &str) -> Self {
        Self(
            text.split('/')
                .filter(|segment| !segment.is_empty())
                .map(|segment| segment.replace("~1", "/").replace("~0", "~"))
                .collect(),
        )
    }

    /// Whether `self` is `other` or lies inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl<S: fmt::Display> FromIterator<S> for ModelPath {
    fn from_iter<I: IntoIterator<Item = S>>(segments: I) -> Self {
        Self(
            segments
                .into_iter()
                .map(|segment| segment.to_string())
                .collect(),
        )
    }
}

impl fmt::Display for ModelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("/")?;
            }
            f.write_str(&segment.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl Serialize for ModelPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Builds a [`ModelPath`] from its segments: `path!("clusters", name, "network")`.
#[macro_export]
macro_rules! path {
    ($($segment:expr),* $(,)?) => {
        $crate::ModelPath::root()$(.join(&$segment))*
    };
}

#[cfg(test)]
mod tests {
    use super::ModelPath;

    #[test]
    fn display_and_parse_are_inverse() {
        for path in [
            ModelPath::root(),
            path!("clusters", "cluster2", "network"),
            path!("mesh", "istio", "values", "a/b~c"),
            path!("clusters", "#3"),
        ] {
            assert_eq!(ModelPath::parse(&path.to_string()), path);
        }
    }

    #[test]
    fn a_path_is_within_itself_and_its_parents() {
        let path = path!("clusters", "cluster2", "network");
        assert!(path.is_within(&path!("clusters", "cluster2")));
        assert!(path.is_within(&path));
        assert!(!path.is_within(&path!("clusters", "cluster20")));
        assert_eq!(path.parent(), path!("clusters", "cluster2"));
    }
}
