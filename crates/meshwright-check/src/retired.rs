//! Codes that no rule has any more.
//!
//! A code is never given again: allowances, scripts and write-ups go on naming it, so its page
//! stays and says what became of the rule.

use meshwright_diag::Code;

/// A code that no finding has any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The code.
    pub code: Code,
    /// The name that the rule had; it is not given again either.
    pub name: &'static str,
    /// What the rule said, and why it is gone.
    pub page: &'static str,
}

macro_rules! retired {
    ($($code:literal $name:literal;)+) => {
        /// Every retired code, sorted.
        pub static RETIRED: &[Retired] = &[$(Retired {
            code: Code($code),
            name: $name,
            page: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/pages/en/",
                $code,
                ".md"
            )),
        }),+];
    };
}

retired! {
    "AMB101" "ambient-not-planned";
    "NET109" "expectation-not-evaluated";
    "VER105" "install-method-not-planned";
    "VER106" "external-not-planned";
}
