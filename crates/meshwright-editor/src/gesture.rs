//! What is under way between pressing and releasing the pointer.

use std::collections::BTreeSet;

use crate::geometry::{Point, Rect};
use crate::msg::Item;

/// How far the pointer moves before a press is a drag, in pixels.
pub const SLACK: f64 = 4.0;

/// What is under way. Places are those of the canvas unless they are said to be of the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// The screen is moved.
    Pan {
        /// Where the pointer was last, on the screen.
        last: Point,
    },
    /// A box is drawn; what it touches is selected.
    Box {
        /// Where it began.
        from: Point,
        /// Where the pointer is.
        to: Point,
        /// What was selected before.
        before: BTreeSet<Item>,
    },
    /// What is selected is moved.
    Move {
        /// Where it began.
        from: Point,
        /// Where the pointer is.
        to: Point,
        /// Whether the pointer has left the place where it was pressed.
        is_drag: bool,
        /// What becomes the only selection where it was no drag.
        pressed: Item,
    },
    /// A line is drawn from a cluster to its control plane.
    Link {
        /// The cluster.
        from: String,
        /// Where the pointer is; `None` while the keyboard chooses.
        to: Option<Point>,
    },
}

impl Gesture {
    /// By how much what is selected is moved.
    pub fn offset(&self) -> Option<(f64, f64)> {
        match self {
            Self::Move {
                from,
                to,
                is_drag: true,
                ..
            } => Some((to.x - from.x, to.y - from.y)),
            _ => None,
        }
    }

    /// The box that is drawn.
    pub fn rect(&self) -> Option<Rect> {
        match self {
            Self::Box { from, to, .. } => Some(Rect::between(*from, *to)),
            _ => None,
        }
    }
}
