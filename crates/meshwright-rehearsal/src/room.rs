//! A world's folder, and who holds it.
//!
//! The first process of a world holds a lock on a file in the folder for as long as it lives; the
//! kernel lets go of it however that process ends, and everything the world runs ends with it
//! ([`crate::enclosure`]). So a folder that nobody holds is what a killed rehearsal left, and the
//! next one removes it. No process id is written down, and none can be mistaken.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const LOCK: &str = "lock";
/// What a folder must be called to be removed by us.
const PREFIX: &str = "world-";

/// A folder of a world that runs.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    /// Held until this is dropped.
    _lock: File,
}

/// Where worlds are kept: beside the tools, in the user's cache folder.
pub fn worlds(cache: &Path) -> PathBuf {
    cache.join("worlds")
}

/// Makes a folder for a world below `worlds`; nobody holds it yet.
///
/// # Errors
///
/// The folder cannot be made.
pub fn make(worlds: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(worlds)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = now.unwrap_or(Duration::ZERO).as_millis();
    // Paths of sockets have at most 107 bytes, so the name is short.
    let name = format!("{PREFIX}{}-{}", millis % 100_000_000, std::process::id());
    let folder = worlds.join(name);
    fs::create_dir(&folder)?;
    File::create(folder.join(LOCK))?;
    Ok(folder)
}

impl Room {
    /// Takes hold of a world's folder.
    ///
    /// # Errors
    ///
    /// Somebody else holds it, or it is not there.
    pub fn hold(folder: &Path) -> io::Result<Self> {
        let lock = File::options().write(true).open(folder.join(LOCK))?;
        lock.try_lock()?;
        Ok(Self {
            folder: folder.to_owned(),
            _lock: lock,
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// How young a folder without holder may be the one of a rehearsal that is just starting.
const START: Duration = Duration::from_secs(20);

/// Removes the folders of worlds that nobody holds any more; how many there were.
pub fn clean(worlds: &Path) -> usize {
    let Ok(entries) = fs::read_dir(worlds) else {
        return 0;
    };
    let mut n_removed = 0;
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_ours && is_left(&entry.path()) && remove(&entry.path()).is_ok() {
            n_removed += 1;
        }
    }
    n_removed
}

fn is_left(folder: &Path) -> bool {
    match File::options().write(true).open(folder.join(LOCK)) {
        Ok(lock) => {
            let age = lock.metadata().and_then(|it| it.modified()).ok();
            let age = age.and_then(|at| at.elapsed().ok());
            lock.try_lock().is_ok() && age.is_none_or(|age| age > START)
        }
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Removes the folder of a world that has ended.
///
/// # Errors
///
/// Something in it cannot be removed.
pub fn remove(folder: &Path) -> io::Result<()> {
    let mut tries = 0;
    loop {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            // A process that is about to end may still write.
            Err(_) if tries < 20 => std::thread::sleep(Duration::from_millis(50)),
            other => return other,
        }
        tries += 1;
    }
}

/// The folders of worlds that somebody holds.
pub fn running(worlds: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(worlds) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|folder| {
            let lock = File::options().write(true).open(folder.join(LOCK));
            lock.is_ok_and(|lock| lock.try_lock().is_err())
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    use super::{Room, clean, make, running};

    fn age(folder: &std::path::Path) {
        let lock = File::options().write(true).open(folder.join("lock"));
        let past = SystemTime::now() - Duration::from_mins(1);
        lock.and_then(|lock| lock.set_modified(past))
            .expect("the folder is ours");
    }

    #[test]
    fn a_folder_is_removed_when_nobody_holds_it_any_more() {
        let worlds = tempfile::tempdir().expect("a folder");
        let folder = make(worlds.path()).expect("a folder");
        age(&folder);
        let room = Room::hold(&folder).expect("nobody holds it");
        assert!(Room::hold(&folder).is_err());
        assert_eq!(running(worlds.path()), std::slice::from_ref(&folder));
        assert_eq!(clean(worlds.path()), 0);
        drop(room);
        assert_eq!(running(worlds.path()).len(), 0);
        assert_eq!(clean(worlds.path()), 1);
        assert!(!folder.exists());
    }

    #[test]
    fn a_folder_that_was_just_made_and_one_of_somebody_else_stay() {
        let worlds = tempfile::tempdir().expect("a folder");
        let folder = make(worlds.path()).expect("a folder");
        let theirs = worlds.path().join("theirs");
        std::fs::create_dir(&theirs).expect("a folder");
        assert_eq!(clean(worlds.path()), 0);
        assert!(folder.exists() && theirs.exists());
    }
}
