//! A bundle as a directory.
//!
//! A directory that is not there is made whole, beside its place, and renamed.
//! One that holds an earlier bundle is brought up to date file by file, `SHA256SUMS` last, so
//! that keys and certificates that a runbook made beside the bundle's files stay.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::stage::{Stage, beside, refuse_link};
use super::sums::{SUMS, Sums};
use super::{Entry, OutputError, Problem, Written};

/// Writes the bundle into `directory`.
pub(crate) fn bundle(
    directory: &Path,
    entries: &[Entry<'_>],
    force: bool,
) -> Result<Written, OutputError> {
    refuse_link(directory)?;
    let removed = match fs::metadata(directory) {
        Ok(metadata) if metadata.is_dir() => update(directory, entries, force)?,
        Ok(_) => return Err(OutputError::new(directory, Problem::WrongKind)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(directory, entries)?;
            0
        }
        Err(error) => return Err(OutputError::system(directory)(error)),
    };
    Ok(Written {
        path: directory.to_owned(),
        removed,
    })
}

fn create(directory: &Path, entries: &[Entry<'_>]) -> Result<(), OutputError> {
    if let Some(parent) = directory.parent().filter(|p| !p.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(OutputError::system(parent))?;
    }
    let stage = Stage::new(beside(directory))?;
    stage.fill(entries)?;
    stage.rename(directory)
}

/// Brings a directory up to date; the number of files that were taken away.
fn update(directory: &Path, entries: &[Entry<'_>], force: bool) -> Result<usize, OutputError> {
    let sums = Sums::read(directory);
    if sums.is_none() && !force && !is_empty(directory)? {
        return Err(OutputError::new(directory, Problem::NotOurs));
    }
    let mut writes: Vec<(PathBuf, &Entry<'_>)> = Vec::new();
    let mut changed = Vec::new();
    for entry in entries {
        let path = directory.join(entry.path);
        match existing(directory, entry.path)? {
            Some(bytes) if bytes == entry.bytes => continue,
            Some(bytes) => {
                let is_ours = sums
                    .as_ref()
                    .is_some_and(|sums| sums.holds(entry.path, &bytes));
                if !is_ours && entry.path != SUMS {
                    changed.push(entry.path.to_owned());
                }
            }
            None => {}
        }
        writes.push((path, entry));
    }
    let stale = stale(directory, entries, sums.as_ref())?;
    if !force && !changed.is_empty() {
        return Err(OutputError::new(directory, Problem::Changed(changed)));
    }
    // The list of digests is written last: until then it tells which files are of which bundle.
    writes.sort_by_key(|(_, entry)| entry.path == SUMS);

    let staging = Stage::new(directory.join(format!(".{}.partial", std::process::id())))?;
    let staged: Vec<Entry<'_>> = writes.iter().map(|(_, entry)| **entry).collect();
    staging.fill(&staged)?;
    for (path, entry) in &writes {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(OutputError::system(parent))?;
        }
        let from = staging.path().join(entry.path);
        fs::rename(from, path).map_err(OutputError::system(path))?;
    }
    for path in &stale {
        fs::remove_file(path).map_err(OutputError::system(path))?;
        // A folder that still holds something stays.
        let mut folder = path.parent();
        while let Some(parent) = folder.filter(|parent| *parent != directory) {
            if fs::remove_dir(parent).is_err() {
                break;
            }
            folder = parent.parent();
        }
    }
    Ok(stale.len())
}

/// Files of the earlier bundle, as it left them, that this one does not have.
fn stale(
    directory: &Path,
    entries: &[Entry<'_>],
    sums: Option<&Sums>,
) -> Result<Vec<PathBuf>, OutputError> {
    let Some(sums) = sums else {
        return Ok(Vec::new());
    };
    let kept: BTreeSet<&str> = entries.iter().map(|entry| entry.path).collect();
    let mut stale = Vec::new();
    for path in sums.paths().filter(|path| !kept.contains(path)) {
        if let Some(bytes) = existing(directory, path)?
            && sums.holds(path, &bytes)
        {
            stale.push(directory.join(path));
        }
    }
    Ok(stale)
}

/// The content of the file at `path` in `directory`; `None` where nothing is.
///
/// Refuses links on the way: through one, a bundle would write outside of its directory.
fn existing(directory: &Path, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
    let mut place = directory.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        refuse_link(&place)?;
        let metadata = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OutputError::system(&place)(error)),
        };
        let is_last = parts.peek().is_none();
        if is_last && !metadata.is_file() || !is_last && !metadata.is_dir() {
            return Err(OutputError::new(&place, Problem::WrongKind));
        }
    }
    fs::read(&place)
        .map(Some)
        .map_err(OutputError::system(&place))
}

fn is_empty(directory: &Path) -> Result<bool, OutputError> {
    let mut entries = fs::read_dir(directory).map_err(OutputError::system(directory))?;
    Ok(entries.next().is_none())
}

#[cfg(test)]
mod tests;
