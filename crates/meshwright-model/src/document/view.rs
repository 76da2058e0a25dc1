//! How the designer draws the topology.

use std::collections::BTreeMap;

use super::Point;

document! {
    /// How the designer draws the topology; it never changes the plan.
    #[derive(Default)]
    pub struct ViewSection {
        /// The place of each cluster or network on the canvas, `[x, y]` by name.
        pub positions: Option<BTreeMap<String, Point>> => "positions", default {};
    }
}
