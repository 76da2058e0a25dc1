//! The designer without a browser: all its state, and one function that changes it.
//!
//! [`Editor::update`] takes a message and gives the next state and [`Effect`]s, which somebody
//! else carries out: ask the planner, save the text, say something to the user. The document is
//! the topology's text with what was read of it; positions of clusters are in the document, the
//! viewport and the selection are not. A finished gesture is one step of the history.
//!
//! Not here: drawing, files, storage, and what a topology means (`meshwright-core`).
//!
//! ```
//! use meshwright_editor::{Editor, Msg};
//!
//! let (editor, _) = Editor::new(meshwright_editor::EMPTY).update(Msg::AddCluster(None));
//! assert_eq!(editor.document.sketch.clusters.len(), 1);
//! let (editor, _) = editor.update(Msg::Undo);
//! assert_eq!(editor.document.sketch.clusters.len(), 0);
//! ```

pub mod answer;
pub mod change;
pub mod clipboard;
pub mod document;
pub mod editor;
pub mod fields;
pub mod geometry;
pub mod gesture;
pub mod history;
pub mod kubeconfig;
pub mod layout;
pub mod link;
pub mod msg;
pub mod names;
pub mod search;
pub mod sketch;
pub mod viewport;

pub use document::Document;
pub use editor::Editor;
pub use geometry::{Point, Rect};
pub use history::History;
pub use layout::Layout;
pub use msg::{Effect, Item, Msg, Tab};
pub use sketch::{RoleSketch, Sketch};
pub use viewport::Viewport;

/// A topology without clusters.
pub const EMPTY: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: mesh
";
