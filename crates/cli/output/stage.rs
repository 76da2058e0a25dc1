//! A place to write before anything is where it belongs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Entry, OutputError, Problem};

/// A directory of our own; it goes away when it is dropped.
pub(super) struct Stage {
    path: PathBuf,
}

impl Stage {
    /// Makes the directory.
    pub(super) fn new(path: PathBuf) -> Result<Self, OutputError> {
        fs::create_dir(&path).map_err(OutputError::system(&path))?;
        Ok(Self { path })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the files, in their folders.
    pub(super) fn fill(&self, entries: &[Entry<'_>]) -> Result<(), OutputError> {
        for entry in entries {
            let path = self.path.join(entry.path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(OutputError::system(parent))?;
            }
            write_in_place(&path, entry).map_err(OutputError::system(&path))?;
        }
        Ok(())
    }

    /// Gives the directory its name; it stays.
    pub(super) fn rename(self, to: &Path) -> Result<(), OutputError> {
        fs::rename(&self.path, to).map_err(OutputError::system(to))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // After a rename it is not there any more; else there is nobody to tell.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// A hidden name beside `path` that no other run uses.
pub(super) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.partial", std::process::id()))
}

/// Writes one file beside its place, then renames it.
pub(super) fn write(path: &Path, entry: &Entry<'_>) -> Result<(), OutputError> {
    let beside = beside(path);
    let written = write_in_place(&beside, entry).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
        OutputError::system(path)(error)
    })
}

/// Refuses to write through a symbolic link.
pub(super) fn refuse_link(path: &Path) -> Result<(), OutputError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(OutputError::new(path, Problem::Link)),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(OutputError::system(path)(error)),
    }
}

fn write_in_place(path: &Path, entry: &Entry<'_>) -> io::Result<()> {
    fs::write(path, entry.bytes)?;
    set_mode(path, entry.executable)
}

/// 0755 for programs, 0644 for the rest, whatever the umask.
#[cfg(unix)]
fn set_mode(path: &Path, executable: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = if executable { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _executable: bool) -> io::Result<()> {
    Ok(())
}
