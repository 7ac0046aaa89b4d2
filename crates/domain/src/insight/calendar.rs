//! Days and weeks where the writer lives. Weeks begin on Monday.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use crate::Timestamp;

/// The time on the clocks there.
pub(super) fn local(at: Timestamp, zone: &TimeZone) -> DateTime {
    zone.to_datetime(jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
}

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Date {
    days_before(date, i64::from(date.weekday().since(Weekday::Monday)))
}

/// So many days earlier; the day itself at the end of time.
pub(super) fn days_before(date: Date, days: i64) -> Date {
    date.checked_sub(days.days()).unwrap_or(date)
}

/// Days from one to the other.
pub(super) fn days_between(from: Date, to: Date) -> u32 {
    let days = (to - from).get_days();
    u32::try_from(days).unwrap_or_default()
}

/// When a day begins there.
pub(super) fn start_of(date: Date, zone: &TimeZone) -> Timestamp {
    let start = zone.to_ambiguous_timestamp(date.to_datetime(jiff::civil::Time::midnight())).compatible();
    start.map_or_else(|_| Timestamp::default(), |at| Timestamp::from_millis(at.as_millisecond()))
}
