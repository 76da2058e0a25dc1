//! Where a journal is kept.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Something that keeps bytes in order.
pub trait Store {
    /// Everything that is kept.
    ///
    /// # Errors
    ///
    /// Those of the system.
    fn read(&mut self) -> io::Result<Vec<u8>>;

    /// Adds bytes, and returns when they would survive a loss of power.
    ///
    /// # Errors
    ///
    /// Those of the system; then part of the bytes may be kept.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Forgets what comes behind the first `n_bytes`.
    ///
    /// # Errors
    ///
    /// Those of the system.
    fn cut(&mut self, n_bytes: usize) -> io::Result<()>;
}

/// A file.
#[derive(Debug)]
pub struct FileStore(File);

impl FileStore {
    /// Opens a file, for its owner alone; makes it where it is absent.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        if let Some(folder) = path.parent() {
            // The file's name has to survive, too.
            File::open(folder).and_then(|folder| folder.sync_all())?;
        }
        Ok(Self(file))
    }
}

impl Store for FileStore {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.seek(SeekFrom::Start(0))?;
        self.0.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)?;
        self.0.sync_data()
    }

    fn cut(&mut self, n_bytes: usize) -> io::Result<()> {
        self.0.set_len(n_bytes as u64)?;
        self.0.sync_all()
    }
}

/// Memory that its clones share.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Mutex<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    bytes: Vec<u8>,
    is_full: bool,
}

impl MemoryStore {
    /// Memory with something in it.
    pub fn with(bytes: Vec<u8>) -> Self {
        let memory = Memory {
            bytes,
            is_full: false,
        };
        Self(Arc::new(Mutex::new(memory)))
    }

    /// What is in it.
    pub fn bytes(&self) -> Vec<u8> {
        self.memory().bytes.clone()
    }

    /// Lets nothing more in.
    pub fn fill(&self) {
        self.memory().is_full = true;
    }

    /// Lets more in again.
    pub fn empty_again(&self) {
        self.memory().is_full = false;
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.bytes())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut memory = self.memory();
        if memory.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        memory.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn cut(&mut self, n_bytes: usize) -> io::Result<()> {
        self.memory().bytes.truncate(n_bytes);
        Ok(())
    }
}
