//! Slows guessing down: after a few wrong passwords, or recovery codes, for an address, each further attempt waits longer.
//!
//! A wait, never a lock: the right one still gets in. Addresses without an account are treated alike.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hearken_domain::Timestamp;
use moka::sync::Cache;

use std::sync::Arc;

/// Wrong passwords that cost nothing: people mistype.
const FREE: u32 = 3;
/// The longest pause between two attempts.
const LONGEST: Duration = Duration::from_secs(30);
/// An attempt that would have to wait longer than this is refused instead, well before a request times out.
const HELD: Duration = Duration::from_secs(8);
const FORGET: Duration = Duration::from_mins(15);
const ADDRESSES: u64 = 100_000;

/// Wrong passwords by address.
pub(super) struct Throttle {
    addresses: Cache<[u8; 32], Arc<Mutex<Attempts>>>,
}

#[derive(Default)]
struct Attempts {
    wrong: u32,
    /// When the next attempt may run: attempts at one address queue up, so that many at once gain nothing.
    next: Timestamp,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { addresses: Cache::builder().time_to_idle(FORGET).max_capacity(ADDRESSES).build() }
    }
}

impl Throttle {
    /// How long an attempt at an address must wait; `Err` with the wait when it is too long to hold the caller.
    pub(super) fn admit(&self, address: [u8; 32], now: Timestamp) -> Result<Duration, Duration> {
        let Some(attempts) = self.addresses.get(&address) else { return Ok(Duration::ZERO) };
        let mut attempts = attempts.lock().unwrap_or_else(PoisonError::into_inner);
        if attempts.wrong <= FREE {
            return Ok(Duration::ZERO);
        }
        let wait = attempts.next.since(now);
        if wait > HELD {
            return Err(wait);
        }
        attempts.next = attempts.next.max(now) + pause(attempts.wrong);
        Ok(wait)
    }

    /// Counts a wrong password.
    pub(super) fn wrong(&self, address: [u8; 32], now: Timestamp) {
        let attempts = self.addresses.get_with(address, Arc::default);
        let mut attempts = attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.wrong += 1;
        if attempts.wrong > FREE {
            attempts.next = attempts.next.max(now + pause(attempts.wrong));
        }
    }

    /// Forgets an address after the right password.
    pub(super) fn right(&self, address: [u8; 32]) {
        self.addresses.invalidate(&address);
    }
}

/// 1, 2, 4 … up to 30 s.
fn pause(wrong: u32) -> Duration {
    Duration::from_secs(1).saturating_mul(2_u32.saturating_pow(wrong.saturating_sub(FREE + 1))).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: [u8; 32] = [1; 32];
    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    #[test]
    fn the_first_mistakes_cost_nothing() {
        let throttle = Throttle::default();
        for _ in 0..FREE {
            throttle.wrong(ANA, NOW);
        }
        assert_eq!(throttle.admit(ANA, NOW), Ok(Duration::ZERO));
    }

    #[test]
    fn each_further_one_waits_longer_and_the_right_one_ends_it() {
        let throttle = Throttle::default();
        for _ in 0..FREE + 2 {
            throttle.wrong(ANA, NOW);
        }
        assert_eq!(throttle.admit(ANA, NOW), Ok(Duration::from_secs(2)));
        assert_eq!(throttle.admit(ANA, NOW), Ok(Duration::from_secs(4)), "attempts at once queue up");
        assert_eq!(throttle.admit([2; 32], NOW), Ok(Duration::ZERO), "others are not slowed");
        throttle.right(ANA);
        assert_eq!(throttle.admit(ANA, NOW), Ok(Duration::ZERO));
    }

    #[test]
    fn nobody_is_held_for_long_and_time_heals_it() {
        let throttle = Throttle::default();
        for _ in 0..20 {
            throttle.wrong(ANA, NOW);
        }
        assert_eq!(throttle.admit(ANA, NOW), Err(LONGEST));
        let almost = NOW + LONGEST.saturating_sub(HELD);
        assert_eq!(throttle.admit(ANA, almost), Ok(HELD), "a refused attempt does not make the next one wait longer");
        assert_eq!(throttle.admit(ANA, NOW + 2 * LONGEST), Ok(Duration::ZERO));
    }
}
