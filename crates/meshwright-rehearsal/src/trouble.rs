//! Why a rehearsal cannot go on, in words.

use std::io;
use std::path::Path;

use meshwright_core::diag::{Text, text};

use crate::api::ApiError;
use crate::enclosure::NoEnclosure;
use crate::tools::{Tool, missing_text};

/// Why a rehearsal cannot go on.
#[derive(Debug)]
pub enum Trouble {
    /// Programs are not there.
    Missing(Vec<Tool>),
    /// The system gives no namespaces.
    NoEnclosure(NoEnclosure),
    /// A program failed: which, and what it said last.
    Failed(String, String),
    /// A file or a process of ours.
    Io(String, io::Error),
    /// An API server did not do what was asked: the cluster's name, and why.
    Api(String, ApiError),
    /// Something did not come in time: what, and how many seconds were waited.
    TimedOut(Text, u64),
    /// Something else, as a sentence.
    Other(Text),
}

impl Trouble {
    /// A file or folder could not be used.
    pub fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::Io(path, error)
    }

    /// An API server did not do what was asked.
    pub fn api(cluster: &str) -> impl FnOnce(ApiError) -> Self {
        let cluster = cluster.to_owned();
        move |error| Self::Api(cluster, error)
    }

    /// The sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing(missing) => missing_text(missing),
            Self::NoEnclosure(NoEnclosure::NoTool(error)) => {
                text!("rehearse-no-unshare", cause = error.to_string())
            }
            Self::NoEnclosure(NoEnclosure::Refused(said)) => {
                text!("rehearse-no-namespaces", said = said)
            }
            Self::Failed(command, said) => {
                text!("rehearse-command-failed", command = command, said = said)
            }
            Self::Io(path, error) => {
                text!("rehearse-io", path = path, cause = error.to_string())
            }
            Self::Api(cluster, error) => {
                text!("rehearse-api", cluster = cluster, cause = error.to_string())
            }
            Self::TimedOut(what, seconds) => {
                text!(
                    "rehearse-timed-out",
                    what = what.clone(),
                    seconds = *seconds
                )
            }
            Self::Other(text) => text.clone(),
        }
    }
}
