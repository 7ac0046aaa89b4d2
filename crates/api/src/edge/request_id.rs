//! Names for requests, by which a user's report and the log find each other.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;
use uuid::Uuid;

/// Hands out names that differ within this process and, by their first half, from those of other processes.
pub struct RequestIds {
    process: u32,
    count: AtomicU64,
}

impl RequestIds {
    /// A series of its own for this process; `seed` is an id nobody else has.
    #[must_use]
    pub fn new(seed: Uuid) -> Self {
        // The first half of a UUIDv7 is the time, the last bytes are random.
        let process = u32::from_be_bytes([12, 13, 14, 15].map(|i: usize| seed.as_bytes()[i]));
        Self { process, count: AtomicU64::new(1) }
    }

    /// The next name.
    pub fn next(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        RequestId::new((u64::from(self.process) << 32) | (count & u64::from(u32::MAX)))
    }
}

/// The name of one request: 16 hexadecimal digits.
#[derive(Clone, Copy)]
pub struct RequestId([u8; 16]);

impl RequestId {
    fn new(number: u64) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 16];
        for (place, digit) in text.iter_mut().rev().enumerate() {
            *digit = DIGITS[usize::try_from(number >> (4 * place) & 0xf).unwrap_or(0)];
        }
        Self(text)
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// As a header's value.
    pub(crate) fn header(self) -> HeaderValue {
        HeaderValue::from_bytes(&self.0).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_up_behind_the_mark_of_the_process() {
        let ids = RequestIds::new(Uuid::from_u128(0x0123_4567_89ab_cdef));
        assert_eq!(ids.next().as_str(), "89abcdef00000001");
        assert_eq!(ids.next().as_str(), "89abcdef00000002");
    }
}
