//! When a release came and goes.

use serde::Deserialize;

use super::Fact;

/// When a release came and goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Lifecycle {
    /// The day of the first patch, `YYYY-MM-DD`.
    pub released: Fact<String>,
    /// When support ends.
    pub end_of_support: Fact<EndOfSupport>,
    /// The newest patch whose files were read for the facts here, such as `1.30.3`.
    pub newest_patch: Fact<String>,
}

/// When support of a release ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndOfSupport {
    /// `YYYY-MM-DD`, or `YYYY-MM` where only the month is announced.
    pub date: String,
    /// Whether the project has announced it or it follows from the usual rhythm.
    pub certainty: Certainty,
}

/// How sure a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The project has announced it.
    Announced,
    /// It follows from the usual rhythm.
    Expected,
}
