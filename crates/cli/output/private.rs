//! Folders and files that only their owner may read, from the instant they exist.
//!
//! A folder is made under a hidden name with mode 0700, its files with mode 0600 and never
//! through a link, and then it gets its name: all of its files are there, or none.

use std::io;
use std::path::{Path, PathBuf};

use super::{OutputError, Problem};

/// A file of a private folder: its name and its content.
pub(crate) type PrivateFile<'a> = (&'a str, &'a [u8]);

/// The folder of what was set aside.
pub(crate) const EARLIER: &str = "earlier";

/// Makes the folder `name` in `base`, with `files`; `base` is made where it is absent.
///
/// # Errors
///
/// Something is there already under that name, or `base` is open to others for writing.
pub(crate) fn private_folder(
    base: &Path,
    name: &str,
    files: &[PrivateFile<'_>],
) -> Result<PathBuf, OutputError> {
    let place = base.join(name);
    system::make(base, name, files).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
            OutputError::new(&place, Problem::Kept)
        }
        io::ErrorKind::NotADirectory => OutputError::new(&place, Problem::Link),
        io::ErrorKind::PermissionDenied if error.get_ref().is_some() => {
            OutputError::new(base, Problem::Open)
        }
        io::ErrorKind::InvalidInput if error.get_ref().is_some() => {
            OutputError::new(base, Problem::Foreign)
        }
        _ => OutputError::system(&place)(error),
    })?;
    Ok(place)
}

/// Moves the folder `name` in `base` to `earlier/mark`, where nothing looks for it.
pub(crate) fn set_aside(base: &Path, name: &str, mark: &str) -> Result<PathBuf, OutputError> {
    let earlier = base.join(EARLIER);
    let place = earlier.join(mark);
    system::set_aside(base, name, mark).map_err(OutputError::system(&place))?;
    Ok(place)
}

/// Takes away the folder `name` in `base` and `files` in it; other files keep it.
pub(crate) fn remove(base: &Path, name: &str, files: &[&str]) -> Result<(), OutputError> {
    let place = base.join(name);
    system::remove(base, name, files).map_err(OutputError::system(&place))
}

/// A hidden name that no other run uses.
fn hidden(name: &str) -> String {
    format!(".{name}.{}.partial", std::process::id())
}

#[cfg(unix)]
mod system {
    use std::fs::{DirBuilder, File};
    use std::io::{self, Write};
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::DirBuilderExt;
    use std::path::Path;

    use rustix::fs::{
        AtFlags, CWD, Mode, OFlags, fchmod, fstat, mkdirat, openat, renameat, unlinkat,
    };

    use super::{EARLIER, PrivateFile, hidden};

    const FOLDER: Mode = Mode::RWXU;
    const FILE: Mode = Mode::RUSR.union(Mode::WUSR);
    const SUPERUSER: u32 = 0;

    pub(super) fn make(base: &Path, name: &str, files: &[PrivateFile<'_>]) -> io::Result<()> {
        DirBuilder::new()
            .recursive(true)
            .mode(FOLDER.bits())
            .create(base)?;
        let base = open_folder(&CWD, base, OFlags::empty())?;
        refuse_open(&base)?;
        let hidden = hidden(name);
        mkdirat(&base, &hidden, FOLDER)?;
        let filled = refuse_foreign(&base, &hidden)
            .and_then(|()| fill(&base, &hidden, files))
            .and_then(|()| Ok(renameat(&base, &hidden, &base, name)?));
        if filled.is_err() {
            // The first error is the one to tell.
            let _ = clear(&base, &hidden, &mut files.iter().map(|(name, _)| *name));
        }
        filled
    }

    pub(super) fn set_aside(base: &Path, name: &str, mark: &str) -> io::Result<()> {
        let base = open_folder(&CWD, base, OFlags::empty())?;
        match mkdirat(&base, EARLIER, FOLDER) {
            Ok(()) | Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        let earlier = open_folder(&base, Path::new(EARLIER), OFlags::NOFOLLOW)?;
        Ok(renameat(&base, name, &earlier, mark)?)
    }

    pub(super) fn remove(base: &Path, name: &str, files: &[&str]) -> io::Result<()> {
        let base = open_folder(&CWD, base, OFlags::empty())?;
        clear(&base, name, &mut files.iter().copied())
    }

    /// Refuses a folder in which others may put something in the place of ours.
    fn refuse_open(folder: &OwnedFd) -> io::Result<()> {
        let mode = Mode::from_raw_mode(fstat(folder)?.st_mode);
        if mode.intersects(Mode::WGRP | Mode::WOTH) {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "open to others",
            ));
        }
        Ok(())
    }

    /// Refuses a folder of somebody else, who may change its mode at any time: what was made in it
    /// a moment ago tells who we are.
    fn refuse_foreign(folder: &OwnedFd, made: &str) -> io::Result<()> {
        let made = open_folder(folder, Path::new(made), OFlags::NOFOLLOW)?;
        let (own, owner) = (fstat(&made)?.st_uid, fstat(folder)?.st_uid);
        if owner != own && owner != SUPERUSER {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "of somebody else",
            ));
        }
        Ok(())
    }

    fn open_folder(
        at: &impl std::os::fd::AsFd,
        path: &Path,
        more: OFlags,
    ) -> rustix::io::Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | more;
        openat(at, path, flags, Mode::empty())
    }

    fn fill(base: &OwnedFd, name: &str, files: &[PrivateFile<'_>]) -> io::Result<()> {
        let folder = open_folder(base, Path::new(name), OFlags::NOFOLLOW)?;
        // A umask may have taken from the owner what the owner needs.
        fchmod(&folder, FOLDER)?;
        for (name, bytes) in files {
            let flags =
                OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let file = openat(&folder, *name, flags, FILE)?;
            fchmod(&file, FILE)?;
            let mut file = File::from(file);
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        Ok(())
    }

    fn clear(base: &OwnedFd, name: &str, files: &mut dyn Iterator<Item = &str>) -> io::Result<()> {
        let folder = open_folder(base, Path::new(name), OFlags::NOFOLLOW)?;
        for file in files {
            match unlinkat(&folder, file, AtFlags::empty()) {
                Ok(()) | Err(rustix::io::Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(unlinkat(base, name, AtFlags::REMOVEDIR)?)
    }
}

#[cfg(not(unix))]
mod system {
    //! Without modes: what is below a user's own folder is the user's own.

    use std::fs::{self, File};
    use std::io::{self, Write};
    use std::path::Path;

    use super::{EARLIER, PrivateFile, hidden};

    pub(super) fn make(base: &Path, name: &str, files: &[PrivateFile<'_>]) -> io::Result<()> {
        fs::create_dir_all(base)?;
        let place = base.join(name);
        if place.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let hidden = base.join(hidden(name));
        fs::create_dir(&hidden)?;
        let filled = fill(&hidden, files).and_then(|()| fs::rename(&hidden, &place));
        if filled.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_dir_all(&hidden);
        }
        filled
    }

    fn fill(folder: &Path, files: &[PrivateFile<'_>]) -> io::Result<()> {
        for (name, bytes) in files {
            let mut file = File::create_new(folder.join(name))?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        Ok(())
    }

    pub(super) fn set_aside(base: &Path, name: &str, mark: &str) -> io::Result<()> {
        let earlier = base.join(EARLIER);
        fs::create_dir_all(&earlier)?;
        fs::rename(base.join(name), earlier.join(mark))
    }

    pub(super) fn remove(base: &Path, name: &str, files: &[&str]) -> io::Result<()> {
        let folder = base.join(name);
        for file in files {
            match fs::remove_file(folder.join(file)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::remove_dir(folder)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    use super::{private_folder, remove, set_aside};

    fn mode(path: &Path) -> u32 {
        let metadata = fs::symlink_metadata(path).expect("it is there");
        metadata.permissions().mode() & 0o7777
    }

    fn key(folder: &Path, text: &str) -> bool {
        private_folder(folder, "west", &[("ca-key.pem", text.as_bytes())]).is_ok()
    }

    #[test]
    fn a_folder_comes_whole_and_for_its_owner_alone() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let base = place.path().join("a/b");
        assert!(key(&base, "secret"));
        for folder in ["a", "a/b", "a/b/west"] {
            assert_eq!(mode(&place.path().join(folder)), 0o700, "{folder}");
        }
        assert_eq!(mode(&base.join("west/ca-key.pem")), 0o600);
        assert!(!key(&base, "other"), "keys are never written over");
        let kept = fs::read_to_string(base.join("west/ca-key.pem")).expect("it is there");
        assert_eq!(kept, "secret");
        assert_eq!(
            fs::read_dir(&base).expect("it is there").count(),
            1,
            "nothing half-made"
        );
    }

    #[test]
    fn nothing_is_written_through_a_planted_link_or_beside_others() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let (base, trap) = (place.path().join("base"), place.path().join("trap"));
        fs::create_dir(&base).expect("the directory is writable");
        fs::create_dir(&trap).expect("the directory is writable");
        symlink(&trap, base.join("west")).expect("the directory is writable");
        assert!(!key(&base, "secret"));
        symlink(place.path().join("nowhere"), base.join("east")).expect("it is writable");
        assert!(private_folder(&base, "east", &[("ca-key.pem", b"secret")]).is_err());
        assert_eq!(fs::read_dir(&trap).expect("it is there").count(), 0);
        assert!(!place.path().join("nowhere").exists());

        let open = place.path().join("open");
        fs::create_dir(&open).expect("the directory is writable");
        fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).expect("it is ours");
        assert!(
            !key(&open, "secret"),
            "others could put a key of theirs there"
        );
        assert_eq!(fs::read_dir(&open).expect("it is there").count(), 0);
    }

    #[test]
    fn nothing_is_written_into_a_folder_of_somebody_else() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let base = place.path().join("base");
        fs::create_dir(&base).expect("the directory is writable");
        fs::set_permissions(&base, fs::Permissions::from_mode(0o755)).expect("it is ours");
        // Only the superuser can give a folder away.
        if std::os::unix::fs::chown(&base, Some(12_345), None).is_ok() {
            assert!(!key(&base, "secret"));
            assert_eq!(fs::read_dir(&base).expect("it is there").count(), 0);
        } else {
            assert!(key(&base, "secret"));
        }
    }

    #[test]
    fn what_was_there_is_set_aside_or_taken_away() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let base = place.path();
        fs::set_permissions(base, fs::Permissions::from_mode(0o700)).expect("it is ours");
        assert!(key(base, "first"));
        set_aside(base, "west", "west-1").expect("it is there");
        assert_eq!(mode(&base.join("earlier")), 0o700);
        assert!(key(base, "second"));
        let earlier = fs::read_to_string(base.join("earlier/west-1/ca-key.pem"));
        assert_eq!(earlier.expect("it is there"), "first");
        remove(base, "west", &["ca-key.pem"]).expect("it is there");
        assert!(!base.join("west").exists());
    }
}
