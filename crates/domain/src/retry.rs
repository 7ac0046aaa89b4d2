//! How long to wait before asking a provider again.

use std::time::Duration;

/// Attempts at a provider before the rule-based reading takes over: the first one and three more.
pub const MAX_ATTEMPTS: u32 = 4;
const BASE: Duration = Duration::from_secs(1);
const CAP: Duration = Duration::from_secs(30);
const JITTER_MS: f64 = 500.0;

/// The wait before the attempt that follows `attempts` failed ones: 1, 2, 4 s and so on up to 30 s, plus up to 500 ms
/// of jitter (`unit` in `[0, 1)`) so that waiting jobs do not wake together. A provider's own `Retry-After` is a floor,
/// itself capped so that an absurd one cannot park an entry for a day.
///
/// ```
/// use hearken_domain::retry::delay;
/// use std::time::Duration;
/// assert_eq!(delay(1, None, 0.0), Duration::from_secs(1));
/// assert_eq!(delay(3, None, 0.0), Duration::from_secs(4));
/// assert_eq!(delay(1, Some(Duration::from_secs(7)), 0.0), Duration::from_secs(7));
/// ```
#[must_use]
pub fn delay(attempts: u32, retry_after: Option<Duration>, unit: f64) -> Duration {
    let backoff = BASE.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1))).min(CAP);
    let floor = retry_after.unwrap_or_default().min(10 * CAP);
    backoff.max(floor) + Duration::from_secs_f64(unit.clamp(0.0, 1.0) * JITTER_MS / 1000.0)
}
