//! What the tests of this crate share.

use meshwright_diag::{Language, Words};

/// The crate's English.
pub(crate) fn words() -> Words {
    Words::new(Language::En, &[crate::WORDS])
}
