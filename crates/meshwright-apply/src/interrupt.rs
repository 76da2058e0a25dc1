//! Being asked to stop: once in good order, twice at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often somebody asked to stop; shared by its clones.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicUsize>);

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Go on.
    None,
    /// Finish what writes, begin nothing, wait for nothing.
    Soon,
    /// End everything that runs.
    Immediately,
}

impl Interrupt {
    /// Asks to stop, as Ctrl-C does.
    pub fn ask(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    /// What to do.
    pub fn urgency(&self) -> Urgency {
        match self.0.load(Ordering::SeqCst) {
            0 => Urgency::None,
            1 => Urgency::Soon,
            _ => Urgency::Immediately,
        }
    }

    /// Has SIGINT and SIGTERM ask.
    ///
    /// # Errors
    ///
    /// The system does not let signals be handled.
    #[cfg(unix)]
    pub fn on_signals(&self) -> std::io::Result<()> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
        let interrupt = self.clone();
        std::thread::spawn(move || {
            for _ in signals.forever() {
                interrupt.ask();
            }
        });
        Ok(())
    }

    /// Signals end the process where the system has no others.
    ///
    /// # Errors
    ///
    /// None.
    #[cfg(not(unix))]
    pub fn on_signals(&self) -> std::io::Result<()> {
        Ok(())
    }
}
