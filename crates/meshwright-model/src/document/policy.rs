//! Findings that are accepted.

use meshwright_diag::ModelPath;

use super::{Date, List, Prose, RuleCode};

document! {
    /// Findings that are accepted.
    #[derive(Default)]
    pub struct PolicySection {
        /// The findings, each by its code and place.
        pub allow: Option<List<AllowEntry>> => "allow", default [];
    }
}

document! {
    /// A finding that is accepted.
    pub struct AllowEntry {
        /// The rule's code, such as `GWY103`.
        pub code: RuleCode => "code";
        /// The place it is accepted at, such as `clusters/cluster2`; absent for everywhere.
        pub at: Option<ModelPath> => "at";
        /// Why it is accepted.
        pub reason: Option<Prose> => "reason";
        /// The last day it is accepted, such as `2027-03-31`.
        pub until: Option<Date> => "until";
    }
}
