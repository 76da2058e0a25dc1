//! Files that are read: a path, or `-` for standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use meshwright_core::diag::{Text, text};

use crate::ui::cause;

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Input {
    /// What to call it in messages.
    pub(crate) name: String,
    /// Its content; of a file that is too large, one byte more than the limit.
    pub(crate) bytes: Vec<u8>,
}

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) struct InputError {
    path: String,
    cause: io::Error,
}

impl InputError {
    /// The error as a sentence.
    pub(crate) fn text(&self) -> Text {
        text!(
            "cli-cannot-read",
            path = &self.path,
            cause = cause(&self.cause)
        )
    }
}

/// Whether `path` stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads at most `limit` bytes and one more, so that a reader of the bytes sees that it is too much.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Input, InputError> {
    let name = if is_stdin(path) {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    };
    let failed = |cause| InputError {
        path: name.clone(),
        cause,
    };
    let most = limit as u64 + 1;
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin()
            .lock()
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
    } else {
        let file = File::open(path).map_err(failed)?;
        file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    }
    Ok(Input { name, bytes })
}

/// The argument `FILE` of commands that read a topology.
#[derive(Debug, clap::Args)]
pub(crate) struct FileArgument {
    /// The topology: a file, or - for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn no_more_than_one_byte_over_the_limit_is_read() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), "0123456789").expect("it is writable");
        assert_eq!(read(file.path(), 4).expect("it is there").bytes, b"01234");
        assert_eq!(read(file.path(), 10).expect("it is there").bytes.len(), 10);
    }
}
