//! Time, so that tests need not wait for it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A clock that can be waited on.
pub trait Clock: Sync {
    /// Time since some moment in the past; never goes back.
    fn now(&self) -> Duration;
    /// Seconds since 1970, as the machine believes; it may go back.
    fn unix(&self) -> u64;
    /// Waits.
    fn sleep(&self, time: Duration);
}

/// The machine's clock.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// A clock that begins at zero.
    #[expect(clippy::new_without_default, reason = "two of them differ")]
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn unix(&self) -> u64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_secs())
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// A clock that passes only where somebody sleeps, and then at once.
#[derive(Debug, Default)]
pub struct LeapingClock {
    millis: AtomicU64,
}

impl Clock for LeapingClock {
    fn now(&self) -> Duration {
        Duration::from_millis(self.millis.load(Ordering::SeqCst))
    }

    fn unix(&self) -> u64 {
        1_800_000_000 + self.now().as_secs()
    }

    fn sleep(&self, time: Duration) {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.millis.fetch_add(millis, Ordering::SeqCst);
        std::thread::yield_now();
    }
}
