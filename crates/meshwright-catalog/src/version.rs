//! Versions as numbers, for this crate alone.

/// Major, minor and, where written, patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Numbers {
    pub(crate) major: u32,
    pub(crate) minor: u32,
    pub(crate) patch: Option<u32>,
}

impl Numbers {
    /// Reads `1.30` or `1.30.3`; what is no number counts as 0.
    ///
    /// The types of `meshwright-model` let nothing else through, and the test over the data
    /// files covers the rest.
    pub(crate) fn read(text: &str) -> Self {
        let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
        Self {
            major: parts.next().unwrap_or(0),
            minor: parts.next().unwrap_or(0),
            patch: parts.next(),
        }
    }

    /// Major and minor.
    pub(crate) const fn line(self) -> (u32, u32) {
        (self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn a_version_is_compared_by_its_numbers() {
        assert!(Numbers::read("1.9").line() < Numbers::read("1.10").line());
        assert_eq!(Numbers::read("1.30.3").patch, Some(3));
        assert_eq!(Numbers::read("1.30").patch, None);
    }
}
