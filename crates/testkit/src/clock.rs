//! Time under control.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use hearken_domain::{Clock, IdSource, Timestamp};
use uuid::Uuid;

/// 2026-11-20T12:00:00Z, where every test begins.
pub const START: Timestamp = Timestamp::from_millis(1_795_176_000_000);

/// A clock that stands still until it is told to move.
#[derive(Debug)]
pub struct MockClock {
    now: AtomicI64,
}

impl Default for MockClock {
    fn default() -> Self {
        Self { now: AtomicI64::new(START.as_millis()) }
    }
}

impl MockClock {
    /// Moves the clock forward.
    pub fn advance(&self, span: Duration) {
        self.now.store((self.now() + span).as_millis(), Ordering::SeqCst);
    }

    /// Moves the clock back, as a machine's can.
    pub fn turn_back(&self, span: Duration) {
        self.now.store((self.now() - span).as_millis(), Ordering::SeqCst);
    }
}

impl Clock for MockClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now.load(Ordering::SeqCst))
    }
}

/// Ids that count up, the same in every run; jitter of exactly one half.
#[derive(Debug, Default)]
pub struct CountingIds {
    next: AtomicU64,
}

impl IdSource for CountingIds {
    fn new_id(&self, now: Timestamp) -> Uuid {
        let count = self.next.fetch_add(1, Ordering::SeqCst);
        let mut tail = [0; 10];
        tail[2..].copy_from_slice(&count.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(now.as_millis().unsigned_abs(), &tail).into_uuid()
    }

    fn unit(&self) -> f64 {
        0.5
    }
}
