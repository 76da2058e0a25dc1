//! Files that are written: the only place that changes a disk.
//!
//! Nothing half-written is left behind: files are written beside their place and renamed.
//! What somebody else put there stays, unless `--force` says otherwise.

mod archive;
mod bundle;
mod private;
mod stage;
mod sums;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use meshwright_core::diag::{Text, text};

pub(crate) use archive::zip;
pub(crate) use bundle::bundle;
pub(crate) use private::{
    EARLIER, PrivateFile, private_folder, remove as remove_private, set_aside,
};

use crate::ui::cause;

/// A file of a bundle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// Its path in the bundle, with `/` between the parts.
    pub(crate) path: &'a str,
    /// Its content.
    pub(crate) bytes: &'a [u8],
    /// Whether it is a program.
    pub(crate) executable: bool,
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Written {
    /// Where.
    pub(crate) path: PathBuf,
    /// How many files of an earlier bundle were taken away.
    pub(crate) removed: usize,
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) struct OutputError {
    path: PathBuf,
    problem: Problem,
}

/// What is in the way.
#[derive(Debug)]
enum Problem {
    /// The system says no.
    System(io::Error),
    /// The directory holds files, and they are no bundle.
    NotOurs,
    /// These files were changed, or were never part of the bundle, and would be written over.
    Changed(Vec<String>),
    /// It is there already.
    Exists,
    /// A symbolic link stands where a file or directory is to be written.
    Link,
    /// A folder with keys is there already, and keys are never written over.
    Kept,
    /// Others may write into the folder that is to hold keys.
    Open,
    /// The folder that is to hold keys belongs to somebody else.
    Foreign,
    /// A directory stands where a file is to be written, or the other way round.
    WrongKind,
}

impl OutputError {
    fn new(path: &Path, problem: Problem) -> Self {
        Self {
            path: path.to_owned(),
            problem,
        }
    }

    fn system(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self {
            path,
            problem: Problem::System(cause),
        }
    }

    /// The error as a sentence.
    pub(crate) fn text(&self) -> Text {
        let path = self.path.display().to_string();
        match &self.problem {
            Problem::System(error) => {
                text!("cli-cannot-write", path = path, cause = cause(error))
            }
            Problem::NotOurs => text!("cli-not-ours", path = path),
            Problem::Changed(files) => {
                let first: Vec<String> = files.iter().take(5).cloned().collect();
                text!(
                    "cli-changed",
                    path = path,
                    files = first,
                    count = files.len()
                )
            }
            Problem::Exists => text!("cli-exists", path = path),
            Problem::Link => text!("cli-link", path = path),
            Problem::Kept => text!("cli-kept", path = path),
            Problem::Open => text!("cli-open", path = path),
            Problem::Foreign => text!("cli-foreign", path = path),
            Problem::WrongKind => text!("cli-wrong-kind", path = path),
        }
    }
}

/// Puts `bytes` in place of the file at `path`, following links and keeping its permissions.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let path = fs::canonicalize(path).map_err(OutputError::system(path))?;
    let metadata = fs::metadata(&path).map_err(OutputError::system(&path))?;
    let beside = stage::beside(&path);
    let written = fs::write(&beside, bytes)
        .and_then(|()| fs::set_permissions(&beside, metadata.permissions()))
        .and_then(|()| fs::rename(&beside, &path));
    written.map_err(|error| {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
        OutputError::system(&path)(error)
    })
}

/// Writes files into a directory that is shared with others, made where absent.
pub(crate) fn write_files(directory: &Path, entries: &[Entry<'_>]) -> Result<(), OutputError> {
    fs::create_dir_all(directory).map_err(OutputError::system(directory))?;
    for entry in entries {
        let path = directory.join(entry.path);
        stage::refuse_link(&path)?;
        stage::write(&path, entry)?;
    }
    Ok(())
}
