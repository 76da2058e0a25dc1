//! What the wires allow.

use super::{List, Prose, Reference};

document! {
    /// What the wires between two places allow or forbid, beyond the defaults.
    #[derive(Default)]
    pub struct ConnectivityEntry {
        /// The network or cluster whence; absent or `"*"` for everywhere.
        pub from: Option<Reference> => "from", default "*";
        /// The network or cluster whither; absent or `"*"` for everywhere.
        pub to: Option<Reference> => "to", default "*";
        /// The ports it is about; empty for all.
        pub ports: Option<List<u16>> => "ports", default [];
        /// Whether it is allowed or forbidden.
        pub allow: Option<bool> => "allow", default true;
        /// Why.
        pub reason: Option<Prose> => "reason";
    }
}
