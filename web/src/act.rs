//! What the user can ask the page for, beyond messages to the editor.

use meshwright_core::diag::Language;
use meshwright_editor::Msg;

use crate::planner::Secret;

/// A dialog over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Every command, to be found by typing.
    Commands,
    /// Meshes to begin with, and documents that were kept.
    Start,
    /// The keys.
    Keys,
    /// Finding clusters.
    Search,
    /// Another name for what is selected.
    Rename,
    /// Another network for what is selected.
    Move,
    /// Copies of what is selected.
    Stamp,
    /// An address with the document in it.
    Share,
    /// Certificates for the mesh.
    Certificates,
}

/// Something that the user asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    /// A message to the editor.
    Edit(Msg),
    /// A dialog opens.
    Open(Dialog),
    /// The dialog closes.
    Close,
    /// What is under way is ended, or the properties of what is selected get the focus.
    Choose,
    /// What is selected is lost, or is not any more.
    Lose,
    /// Another language.
    Speak(Language),
    /// The next theme.
    Theme,
    /// The map of all the mesh is folded, or unfolded.
    FoldMap,
    /// A template in a document of its own.
    Begin(&'static str),
    /// An empty document.
    Empty,
    /// A document that was kept.
    Load(String),
    /// A document that was kept is deleted.
    Forget(String),
    /// A text that came from a file, with the file's name.
    Import(String, String),
    /// A document that was kept goes into a file.
    DownloadKept(String),
    /// Certificates are made, the root's key under this passphrase.
    MakeCertificates(Secret),
    /// The bundle as a zip file.
    DownloadZip,
    /// One file of the bundle.
    DownloadFile(String),
    /// The topology.
    DownloadText,
    /// The picture; with `true`, in pixels.
    DownloadPicture(bool),
    /// A text goes where it can be pasted from.
    Copy(String),
    /// A step of the plan is ticked off, or is not any more.
    Tick(String),
}
