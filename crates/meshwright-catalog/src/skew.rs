//! How far two versions are apart.

use meshwright_model::IstioVersion;

use crate::resolve::resolve;
use crate::version::Numbers;

/// How far two versions are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skew {
    /// Minors between them; `u32::MAX` between two majors.
    pub minors: u32,
    /// Which one is newer, patches included.
    pub newer: Newer,
}

/// Which of two versions is newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newer {
    /// They are the same.
    Neither,
    /// The first.
    First,
    /// The second.
    Second,
}

/// How far `first` and `second` are apart. `1.30` counts as its newest known patch.
pub fn skew(first: &IstioVersion, second: &IstioVersion) -> Skew {
    let (a, b) = (
        Numbers::read(&resolve(first).version),
        Numbers::read(&resolve(second).version),
    );
    Skew {
        minors: if a.major == b.major {
            a.minor.abs_diff(b.minor)
        } else {
            u32::MAX
        },
        newer: match a.cmp(&b) {
            std::cmp::Ordering::Equal => Newer::Neither,
            std::cmp::Ordering::Greater => Newer::First,
            std::cmp::Ordering::Less => Newer::Second,
        },
    }
}

#[cfg(test)]
mod tests {
    use meshwright_model::IstioVersion;

    use super::{Newer, Skew, skew};

    fn between(first: &str, second: &str) -> Skew {
        let version = |text| IstioVersion::parse(text).expect("a version");
        skew(&version(first), &version(second))
    }

    #[test]
    fn minors_are_counted_and_patches_decide_who_is_newer() {
        let expected = |minors, newer| Skew { minors, newer };
        assert_eq!(between("1.30", "1.30.3"), expected(0, Newer::Neither));
        assert_eq!(between("1.30.1", "1.30"), expected(0, Newer::Second));
        assert_eq!(between("1.30", "1.28.9"), expected(2, Newer::First));
        assert_eq!(between("1.9", "1.10"), expected(1, Newer::Second));
        assert_eq!(between("1.30", "2.0"), expected(u32::MAX, Newer::Second));
    }
}
