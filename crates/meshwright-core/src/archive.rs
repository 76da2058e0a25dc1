//! A bundle as one zip file, the same bytes on every machine and every day.

use std::io::{Cursor, Result, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of an archive.
#[derive(Clone, Copy, Debug)]
pub struct ArchiveFile<'a> {
    /// Its path inside of the folder.
    pub path: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// Whether it is to be executable.
    pub executable: bool,
}

/// The files in a zip file, all inside `folder`.
///
/// # Errors
///
/// A file is larger than the format allows, or a path longer.
pub fn archive<'a>(
    folder: &str,
    files: impl IntoIterator<Item = ArchiveFile<'a>>,
) -> Result<Vec<u8>> {
    let files = files.into_iter().map(|file| {
        let mode = if file.executable { 0o755 } else { 0o644 };
        (file.path, file.bytes, mode)
    });
    written(folder, files)
}

/// As [`archive`], for files that only their owner may read, such as keys.
///
/// # Errors
///
/// A file is larger than the format allows, or a path longer.
pub fn private_archive<'a>(
    folder: &str,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<u8>> {
    let files = files.into_iter();
    written(folder, files.map(|(path, bytes)| (path, bytes, 0o600)))
}

fn written<'a>(
    folder: &str,
    files: impl Iterator<Item = (&'a str, &'a [u8], u32)>,
) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes, mode) in files {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(mode);
        zip.start_file(format!("{folder}/{path}"), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
