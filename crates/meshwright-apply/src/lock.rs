//! One run per mesh at a time on this machine.
//!
//! The lock is the kernel's, on an open file, so a process that dies leaves none behind. The
//! programs that a run starts hold it, too: while kubectl of a run that was killed still writes,
//! no other run begins.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A lock that is held until it is dropped and every program that was started meanwhile ended.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why there is no lock.
#[derive(Debug)]
pub enum LockError {
    /// Another process holds it.
    Held {
        /// Which one, where the file says it.
        process: Option<u32>,
    },
    /// The system refuses.
    System(io::Error),
}

impl Lock {
    /// Takes the lock of the file at `path`.
    ///
    /// # Errors
    ///
    /// [`LockError`].
    pub fn take(path: &Path) -> Result<Self, LockError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(LockError::System)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Whose it is, is a courtesy.
                let _ = file.take(20).read_to_string(&mut text);
                let process = text.trim().parse().ok();
                return Err(LockError::Held { process });
            }
            Err(TryLockError::Error(error)) => return Err(LockError::System(error)),
        }
        leave_open(&file).map_err(LockError::System)?;
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            writeln!(file, "{}", std::process::id())
        };
        write(&mut file).map_err(LockError::System)?;
        Ok(Self { _file: file })
    }
}

/// Lets the programs that are started have the file.
#[cfg(unix)]
fn leave_open(file: &File) -> io::Result<()> {
    rustix::io::fcntl_setfd(file, rustix::io::FdFlags::empty())?;
    Ok(())
}

#[cfg(not(unix))]
fn leave_open(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Lock, LockError};

    #[test]
    fn the_second_is_told_who_is_first_and_goes_on_when_it_has_ended() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let path = folder.path().join("lock");
        let first = Lock::take(&path).expect("nobody has it");
        let Err(LockError::Held { process }) = Lock::take(&path) else {
            panic!("two have it");
        };
        assert_eq!(process, Some(std::process::id()));
        drop(first);
        Lock::take(&path).expect("nobody has it any more");
    }
}
