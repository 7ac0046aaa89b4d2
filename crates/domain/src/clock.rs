//! Time and ids as things that are handed in, so that tests can hold and repeat them.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;

use crate::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// Makes ids and random numbers.
pub trait IdSource: Send + Sync + 'static {
    /// A fresh UUIDv7 whose time part is `now`.
    fn new_id(&self, now: Timestamp) -> Uuid;
    /// A number in `[0, 1)`, for jitter. Not for secrets.
    fn unit(&self) -> f64;
}

/// What a verb may know of the world besides its input: the time and a source of ids.
#[derive(Clone)]
pub struct Ctx {
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
}

impl Ctx {
    /// A context over the given sources.
    pub fn new(clock: Arc<dyn Clock>, ids: Arc<dyn IdSource>) -> Self {
        Self { clock, ids }
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh UUIDv7, as any of the id types.
    #[must_use]
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        T::from(self.ids.new_id(self.clock.now()))
    }

    /// A number in `[0, 1)`, for jitter.
    #[must_use]
    pub fn unit(&self) -> f64 {
        self.ids.unit()
    }
}

/// The machine's clock and random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }
}

impl IdSource for SystemClock {
    fn new_id(&self, now: Timestamp) -> Uuid {
        let ms = u64::try_from(now.as_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &random_tail()).into_uuid()
    }

    fn unit(&self) -> f64 {
        let tail = random_tail();
        let bits = u32::from_le_bytes([tail[6], tail[7], tail[8], tail[9]]);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }
}

/// Ten random bytes, taken from a random UUID because that is the generator already linked.
#[expect(clippy::disallowed_methods, reason = "the one source of random id bits")]
fn random_tail() -> [u8; 10] {
    let mut tail = [0; 10];
    let random = Uuid::new_v4();
    // Bytes 6 and 8 of a random UUID carry its version and variant.
    for (to, from) in tail.iter_mut().zip([0, 1, 2, 3, 4, 5, 9, 10, 11, 12]) {
        *to = random.as_bytes()[from];
    }
    tail
}
