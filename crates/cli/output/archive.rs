//! A bundle as one zip file, the same bytes on every machine and every day.

use std::fs;
use std::io;
use std::path::Path;

use meshwright_core::archive::ArchiveFile;

use super::stage::{refuse_link, write};
use super::{Entry, OutputError, Problem, Written};

/// Writes the files into the zip file at `path`, all inside `folder`.
pub(crate) fn zip(
    path: &Path,
    folder: &str,
    entries: &[Entry<'_>],
    force: bool,
) -> Result<Written, OutputError> {
    refuse_link(path)?;
    let bytes = archive(folder, entries).map_err(OutputError::system(path))?;
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => {
            return Err(OutputError::new(path, Problem::WrongKind));
        }
        Ok(_) if !force && fs::read(path).ok().as_ref() != Some(&bytes) => {
            return Err(OutputError::new(path, Problem::Exists));
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(OutputError::system(path)(error)),
    }
    let file = Entry {
        path: "",
        bytes: &bytes,
        executable: false,
    };
    write(path, &file)?;
    Ok(Written {
        path: path.to_owned(),
        removed: 0,
    })
}

fn archive(folder: &str, entries: &[Entry<'_>]) -> io::Result<Vec<u8>> {
    let files = entries.iter().map(|entry| ArchiveFile {
        path: entry.path,
        bytes: entry.bytes,
        executable: entry.executable,
    });
    meshwright_core::archive::archive(folder, files)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::{Problem, archive, zip};
    use crate::output::Entry;

    const ENTRIES: [Entry<'_>; 2] = [
        Entry {
            path: "a/b.yaml",
            bytes: b"b",
            executable: false,
        },
        Entry {
            path: "run.sh",
            bytes: b"#!/bin/sh",
            executable: true,
        },
    ];

    #[test]
    fn an_archive_holds_the_files_with_their_modes_and_no_time() {
        let bytes = archive("mesh", &ENTRIES).expect("memory is enough");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
        let mut file = zip.by_name("mesh/run.sh").expect("it is in it");
        assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(0o755));
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()));
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        assert_eq!(text, "#!/bin/sh");
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        assert_eq!(
            archive("mesh", &ENTRIES).expect("memory is enough"),
            archive("mesh", &ENTRIES).expect("memory is enough")
        );
    }

    #[test]
    fn another_file_is_not_written_over_unless_forced() {
        let parent = tempfile::tempdir().expect("a temporary directory");
        let path = parent.path().join("mesh.zip");
        zip(&path, "mesh", &ENTRIES, false).expect("it is not there");
        zip(&path, "mesh", &ENTRIES, false).expect("it is the same");
        let error = zip(&path, "mesh", &ENTRIES[..1], false).expect_err("it is another");
        assert!(matches!(error.problem, Problem::Exists));
        zip(&path, "mesh", &ENTRIES[..1], true).expect("forced");
    }
}
